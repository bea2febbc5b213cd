import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The parent's ear: what the child reports until it is started, or created and waiting.
struct ChildWatch {
    let channel: Int32
    let pidfd: Int32

    /// - Parameters:
    ///   - hooks: run when the child waits for them.
    ///   - listener: gets the descriptor of a supervisor of system calls.
    func followUntilStarted(
        terminal: inout OwnedDescriptor?, hooks: () throws(RuntimeError) -> Void,
        listener: (Int32) throws(RuntimeError) -> Void
    ) throws(RuntimeError) {
        var isExecuting = false
        while let report = try ChildChannel.receiveReport(from: channel) {
            switch consume report {
            case .terminal(let descriptor): terminal = consume descriptor
            case .readyForHooks: try hooks()
            case .created: return
            case .executing: isExecuting = true
            case .listening(let descriptor):
                try listener(descriptor.raw)
                try ChildChannel.send(.listenerTold, to: channel)
            case .failed(let error): throw error
            }
        }
        if isExecuting { return }
        throw RuntimeError(.system, "the process ended before its program began\(ending)").ofProcess()
    }

    /// How it ended: out of memory is the usual way.
    private var ending: String {
        var information = siginfo_t()
        guard waitid(P_PIDFD, id_t(pidfd), &information, WEXITED | WNOWAIT) == 0 else { return "" }
        let status = information._sifields._sigchld.si_status
        if information.si_code == Int32(CLD_EXITED) { return " (exit status \(status))" }
        return status == SIGKILL ? " (killed; is linux.resources.memory.limit too low?)" : " (signal \(status))"
    }
}
