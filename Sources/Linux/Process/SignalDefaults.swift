import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What a program expects of its signals when it starts.
package enum SignalDefaults {
    /// Every signal at its default and none blocked: both survive an exec otherwise.
    package static func restore() {
        for number: Int32 in 1...64 where number != SIGKILL && number != SIGSTOP {
            _ = try? systemCall("rt_sigaction", "\(number)") { clinux_default_signal(number) }
        }
        var none = sigset_t()
        sigemptyset(&none)
        _ = try? systemCall("rt_sigprocmask") { sigprocmask(SIG_SETMASK, &none, nil) }
    }
}
