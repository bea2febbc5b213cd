import Glibc

/// Checks a stream that is one line again and again, whatever pieces it comes in.
struct RepeatedLineDigest {
    private let pattern: [UInt8]
    private let period: Int
    private(set) var count = 0
    private var isRight = true

    init(_ line: String) {
        period = line.utf8.count
        pattern = (0..<2 + 512 * 1024 / period).flatMap { _ in Array(line.utf8) }
    }

    /// Whether every byte was the expected one and the last line is complete.
    var isWhole: Bool { isRight && count % period == 0 }
    var lines: Int { count / period }

    /// - Parameter bytes: at most 512 KiB.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        pattern.withUnsafeBytes { expected in
            let range = expected[(count % period)..<(count % period) + bytes.count]
            if let left = bytes.baseAddress, let right = UnsafeRawBufferPointer(rebasing: range).baseAddress {
                isRight = isRight && memcmp(left, right, bytes.count) == 0
            }
        }
        count += bytes.count
    }
}
