import Glibc
import Linux

/// Log lines in Docker's json-file format, gathered until they are written with one call.
struct LogBatch: ~Copyable {
    /// The longest piece of a line, in bytes: Docker splits longer lines into entries of this size.
    static let longestPiece = 16 * 1024

    private static let capacity = 768 * 1024
    private static let opening: StaticString = "{\"log\":\""
    private static let largestSuffix = 64 + Timestamp.maximumLength

    private let storage: UnsafeMutableRawBufferPointer
    private var count = 0
    private var suffix: UnsafeMutableRawBufferPointer
    private var suffixLength = 0

    init() {
        storage = .allocate(byteCount: Self.capacity, alignment: 16)
        suffix = .allocate(byteCount: Self.largestSuffix, alignment: 16)
    }

    deinit {
        storage.deallocate()
        suffix.deallocate()
    }

    /// The entries so far, each ending in a newline.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<count]) }

    /// Whether the largest possible entry still fits.
    var hasRoom: Bool {
        let largestEntry =
            Self.opening.utf8CodeUnitCount + Self.longestPiece * JSONStringEscaper.largestExpansion + suffixLength
        return Self.capacity - count >= largestEntry + JSONStringEscaper.slack
    }

    /// What the entries from here on say of themselves.
    mutating func begin(stream: OutputKind, time: Timestamp) {
        suffixLength = 0
        appendToSuffix("\",\"stream\":\"")
        appendToSuffix(stream.logName)
        appendToSuffix("\",\"time\":\"")
        suffixLength += time.write(to: UnsafeMutableRawBufferPointer(rebasing: suffix[suffixLength...]))
        appendToSuffix("\"}\n")
    }

    /// Appends an entry; ``hasRoom`` must hold.
    ///
    /// - Parameter piece: at most ``longestPiece`` bytes, without their newline.
    mutating func append(_ piece: UnsafeRawBufferPointer, endsLine: Bool) {
        precondition(hasRoom && piece.count <= Self.longestPiece)
        append(Self.opening)
        guard let base = storage.baseAddress else { return }
        count += JSONStringEscaper.escape(piece, into: base + count)
        if endsLine { append("\\n") }
        if let suffix = suffix.baseAddress { memcpy(base + count, suffix, suffixLength) }
        count += suffixLength
    }

    mutating func removeAll() {
        count = 0
    }

    private mutating func append(_ text: StaticString) {
        if let base = storage.baseAddress { memcpy(base + count, text.utf8Start, text.utf8CodeUnitCount) }
        count += text.utf8CodeUnitCount
    }

    private mutating func appendToSuffix(_ text: StaticString) {
        let source = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        suffix[suffixLength...].copyBytes(from: source)
        suffixLength += source.count
    }
}
