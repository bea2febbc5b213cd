import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A first process that is not the program: it runs the program as its child, passes signals on to it, and reaps every
/// orphan of the container's, as pid_namespaces(7) asks of process 1. It ends with the program, and as it ended.
///
/// It is the runtime's own code, in the memory that it was cloned with and under the program's user, rights and filter
/// of system calls; nothing is mounted or executed for it.
struct InitProcess {
    private let program: Int32
    private let signals: sigset_t

    /// Clones the program's process from the calling one.
    ///
    /// - Returns: `nil` in the program's process; in the other, what is left for it to do once it is confined.
    static func split() throws(RuntimeError) -> InitProcess? {
        let signals = blockSignals()
        let result = try doing("init process") { () throws(SystemCallError) in
            try ChildSubreaper.become()
            return try cloneProcess()
        }
        switch consume result {
        case .child:
            takeForeground()
            SignalDefaults.restore()
            return nil
        case .parent(let program, _):
            ProcessName.set("init")
            return InitProcess(program: program, signals: signals)
        }
    }

    /// Passes signals on and reaps until the program has ended.
    func run() throws(RuntimeError) -> Never {
        try doing("init process") { () throws(SystemCallError) in try DescriptorRange.close(from: 3) }
        var signals = signals
        var number: Int32 = 0
        while true {
            guard sigwait(&signals, &number) == 0 else { continue }
            if number == SIGCHLD { reap() } else { kill(program, number) }
        }
    }

    /// Signals that come before there is anyone to pass them to are kept.
    private static func blockSignals() -> sigset_t {
        var all = sigset_t()
        sigfillset(&all)
        sigprocmask(SIG_SETMASK, &all, nil)
        return all
    }

    /// Puts the program in a process group of its own, the terminal's foreground if there is one: what a person types
    /// there (Ctrl-C) is for it, and would reach it twice in the first process's group.
    private static func takeForeground() {
        setpgid(0, 0)
        tcsetpgrp(STDIN_FILENO, getpgrp())
    }

    private func reap() {
        var status: Int32 = 0
        while true {
            let pid = waitpid(-1, &status, WNOHANG)
            if pid <= 0 { return }
            if pid == program { _exit(Self.exitCode(status)) }
        }
    }

    /// As a shell tells it: 128 and the signal's number for one that ended by a signal. See waitpid(2).
    private static func exitCode(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
