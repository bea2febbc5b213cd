import CLinux

/// close_range(2).
package enum DescriptorRange {
    /// Marks every descriptor from `first` on to be closed by an exec, whoever opened it.
    package static func closeOnExec(from first: UInt32) throws(SystemCallError) {
        try systemCall("close_range") { clinux_close_range(first, .max, 4) }
    }

    /// Closes every descriptor from `first` on but those of `kept`, for a process that goes on without them.
    package static func close(from first: UInt32, except kept: [Int32] = []) throws(SystemCallError) {
        var next = first
        for raw in kept.map({ UInt32($0) }).sorted() where raw >= next {
            if raw > next { try close(next...(raw - 1)) }
            next = raw + 1
        }
        try close(next...UInt32.max)
    }

    private static func close(_ range: ClosedRange<UInt32>) throws(SystemCallError) {
        try systemCall("close_range") { clinux_close_range(range.lowerBound, range.upperBound, 0) }
    }
}
