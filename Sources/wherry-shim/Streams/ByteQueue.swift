import Linux
import SystemPackage

/// Bytes that wait for their receiver. An empty queue holds no memory.
struct ByteQueue {
    private var bytes: [UInt8] = []
    private var sent = 0

    var count: Int { bytes.count - sent }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        if sent > bytes.count / 2 {
            bytes.removeSubrange(..<sent)
            sent = 0
        }
        bytes.append(contentsOf: more)
    }

    /// Gives `call` what waits until all is taken or it fails with `EAGAIN`, which is no error.
    ///
    /// - Parameter call: answers how many of the bytes it took.
    /// - Returns: how many bytes were taken.
    @discardableResult
    mutating func send(
        _ call: (UnsafeRawBufferPointer) throws(SystemCallError) -> Int
    ) throws(SystemCallError) -> Int {
        let before = count
        while !isEmpty {
            do throws(SystemCallError) {
                sent += try bytes.withUnsafeBufferPointer { all throws(SystemCallError) -> Int in
                    try call(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[sent...])))
                }
            } catch  where error.errno == .wouldBlock {
                return before - count
            }
        }
        self = ByteQueue()
        return before
    }
}
