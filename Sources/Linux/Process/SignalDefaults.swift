import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What a program expects of its signals when it starts.
package enum SignalDefaults {
    /// Every signal at its default and none blocked: both survive an exec otherwise.
    package static func restore() {
        for number in 1...31 where number != SIGKILL && number != SIGSTOP { signal(Int32(number), SIG_DFL) }
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }
}
