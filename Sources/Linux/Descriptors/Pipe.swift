import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// A pipe(7), both ends close-on-exec.
package struct Pipe: ~Copyable {
    /// The most that a process without CAP_SYS_RESOURCE may ask for (`/proc/sys/fs/pipe-max-size`), in bytes.
    package static let largestCapacity = 1 << 20

    package let readEnd: OwnedDescriptor
    package let writeEnd: OwnedDescriptor

    /// - Parameter capacity: in bytes; where the kernel refuses it, the pipe keeps its usual 64 KiB.
    package init(capacity: Int? = nil) throws(SystemCallError) {
        var ends: (Int32, Int32) = (-1, -1)
        try systemCall("pipe2") {
            withUnsafeMutableBytes(of: &ends) { clinux_pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }
        }
        readEnd = OwnedDescriptor(owning: ends.0)
        writeEnd = OwnedDescriptor(owning: ends.1)
        if let capacity { _ = fcntl(ends.0, Int32(CLINUX_F_SETPIPE_SZ), Int32(capacity)) }
    }

    /// Gives each end to an owner of its own.
    package consuming func split<Result: ~Copyable, Failure: Error>(
        _ body: (_ readEnd: consuming OwnedDescriptor, _ writeEnd: consuming OwnedDescriptor) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(readEnd, writeEnd)
    }
}
