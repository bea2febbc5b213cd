#if canImport(Glibc)
import Glibc
#endif

/// Whether the kernel keeps labels: selinux(8).
enum SELinux {
    static var isEnabled: Bool { access("/sys/fs/selinux/enforce", F_OK) == 0 }
}
