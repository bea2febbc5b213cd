import CLinux

/// close_range(2).
package enum DescriptorRange {
    /// Marks every descriptor from `first` on to be closed by an exec, whoever opened it.
    package static func closeOnExec(from first: UInt32) throws(SystemCallError) {
        try systemCall("close_range") { clinux_close_range(first, .max, 4) }
    }

    /// Closes every descriptor from `first` on, for a process that goes on without them.
    package static func close(from first: UInt32) throws(SystemCallError) {
        try systemCall("close_range") { clinux_close_range(first, .max, 0) }
    }
}
