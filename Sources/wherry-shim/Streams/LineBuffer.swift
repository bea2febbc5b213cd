import Glibc
import Linux
import SystemPackage

/// What was read of one output: the unfinished line at the front, then the bytes of the last read.
struct LineBuffer: ~Copyable {
    /// The most that one read takes, in bytes: a quarter of the pipe, as each read may have to wake the writer.
    static let largestRead = 256 * 1024

    enum ReadResult: Equatable { case bytes(Int), nothing, end }

    private let storage: UnsafeMutableRawBufferPointer
    private var unfinished = 0
    private var fresh = 0

    init() {
        storage = .allocate(byteCount: LogBatch.longestPiece + Self.largestRead, alignment: 16)
    }

    deinit {
        storage.deallocate()
    }

    /// The bytes of the last read.
    var freshBytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[unfinished..<unfinished + fresh])
    }

    /// Reads behind the unfinished line. A terminal whose last program is gone answers `EIO`, which is its end.
    mutating func read(from descriptor: borrowing OwnedDescriptor) throws(SystemCallError) -> ReadResult {
        let space = UnsafeMutableRawBufferPointer(rebasing: storage[unfinished..<unfinished + Self.largestRead])
        let raw = descriptor.raw
        do {
            fresh = try systemCall("read", "output") { Glibc.read(raw, space.baseAddress, space.count) }
        } catch  where error.errno == .wouldBlock {
            return .nothing
        } catch  where error.errno == .ioError {
            return .end
        }
        return fresh == 0 ? .end : .bytes(fresh)
    }

    /// Gives each complete line, without its newline, and of a longer line pieces of ``LogBatch/longestPiece`` bytes
    /// (less where that would cut a character in two); keeps the unfinished rest.
    mutating func takePieces(_ body: (_ piece: UnsafeRawBufferPointer, _ endsLine: Bool) -> Void) {
        let end = unfinished + fresh
        var start = 0
        while start < end {
            let window = UnsafeRawBufferPointer(rebasing: storage[start..<min(start + LogBatch.longestPiece, end)])
            if let length = Self.indexOfNewline(in: window) {
                body(UnsafeRawBufferPointer(rebasing: window[..<length]), true)
                start += length + 1
            } else if window.count == LogBatch.longestPiece {
                let length = window.count - UTF8Sequence.unfinishedTail(of: window)
                body(UnsafeRawBufferPointer(rebasing: window[..<length]), false)
                start += length
            } else {
                break
            }
        }
        keep(start..<end)
    }

    /// Gives the unfinished line, if there is one, and is empty afterwards.
    mutating func takeRest(_ body: (_ piece: UnsafeRawBufferPointer) -> Void) {
        let end = unfinished + fresh
        if end > 0 { body(UnsafeRawBufferPointer(rebasing: storage[..<end])) }
        keep(end..<end)
    }

    mutating func dropAll() {
        unfinished = 0
        fresh = 0
    }

    private mutating func keep(_ rest: Range<Int>) {
        if rest.lowerBound > 0, !rest.isEmpty, let base = storage.baseAddress {
            memmove(base, base + rest.lowerBound, rest.count)
        }
        unfinished = rest.count
        fresh = 0
    }

    private static func indexOfNewline(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base, Int32(UInt8(ascii: "\n")), bytes.count) else {
            return nil
        }
        return UnsafeRawPointer(found) - base
    }
}
