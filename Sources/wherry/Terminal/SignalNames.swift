#if canImport(Glibc)
import Glibc
#endif

/// The signals that a command passes on to the process that it is attached to.
enum SignalNames {
    static let forwarded: [(number: Int32, name: String)] = [
        (SIGHUP, "HUP"), (SIGINT, "INT"), (SIGQUIT, "QUIT"), (SIGTERM, "TERM"), (SIGUSR1, "USR1"), (SIGUSR2, "USR2"),
        (SIGALRM, "ALRM"), (SIGCONT, "CONT"),
    ]

    static func name(_ number: Int32) -> String {
        forwarded.first { $0.number == number }?.name ?? String(number)
    }
}
