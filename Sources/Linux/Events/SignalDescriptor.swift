import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A signalfd(2): signals of the process as something to read. Non-blocking.
package struct SignalDescriptor: ~Copyable {
    private let descriptor: OwnedDescriptor

    package var raw: Int32 { descriptor.raw }

    /// Blocks `signals` for the calling thread, which must be the only one, and receives them here from then on.
    ///
    /// A program that is executed inherits the blocked mask; whoever starts one resets it first.
    package init(blocking signals: [Int32]) throws(SystemCallError) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        try systemCall("sigprocmask") { sigprocmask(SIG_BLOCK, &set, nil) }
        let flags = Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK)
        descriptor = OwnedDescriptor(owning: try systemCall("signalfd") { signalfd(-1, &set, flags) })
    }

    /// The next signal's number, or `nil` when none is pending. Like signals that came together are one.
    ///
    /// One that the caller brought on itself is passed over: `SIGPIPE`, by writing where nobody reads, is told as sent
    /// by the writer.
    package borrowing func next() throws(SystemCallError) -> Int32? {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        repeat {
            do {
                try systemCall("read", "signalfd") { read(descriptor.raw, &information, size) }
            } catch  where error.errno == .wouldBlock {
                return nil
            }
        } while information.ssi_code == SI_USER && information.ssi_pid == UInt32(getpid())
        return Int32(information.ssi_signo)
    }
}
