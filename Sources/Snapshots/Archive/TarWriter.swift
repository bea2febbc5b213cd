/// Writes an archive entry by entry: ustar headers, with pax records where those do not suffice. The same entries give
/// the same bytes.
package final class TarWriter {
    package typealias Sink = (UnsafeRawBufferPointer) throws(SnapshotError) -> Void

    private let sink: Sink
    private var contentLeft: Int64 = 0
    private var padding = 0

    package init(_ sink: @escaping Sink) {
        self.sink = sink
    }

    /// Begins an entry; `entry.size` bytes of content are to follow if it is a file. A sparse file is written whole.
    package func begin(_ entry: TarEntry) throws(SnapshotError) {
        try end()
        let size = entry.kind == .file ? entry.size : 0
        let header = TarHeaderWriter(entry, size: size)
        try send(header.bytes)
        contentLeft = size
        padding = Int(TarReader.padding(size))
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard Int64(bytes.count) <= contentLeft else {
            throw SnapshotError(.invalidArgument, "an entry's content is longer than its header says")
        }
        contentLeft -= Int64(bytes.count)
        if !bytes.isEmpty { try sink(bytes) }
    }

    /// Fills up an entry whose file became shorter while it was read.
    package func fill() throws(SnapshotError) {
        let zeros = [UInt8](repeating: 0, count: Int(min(contentLeft, 64 << 10)))
        while contentLeft > 0 {
            let part = zeros.prefix(Int(clamping: contentLeft))
            contentLeft -= Int64(part.count)
            try send(Array(part))
        }
    }

    /// Ends the archive.
    package func finish() throws(SnapshotError) {
        try end()
        try send([UInt8](repeating: 0, count: 2 * ArchiveInput.blockSize))
    }

    private func end() throws(SnapshotError) {
        guard contentLeft == 0 else {
            throw SnapshotError(
                .invalidArgument, "an entry's content is \(contentLeft) bytes shorter than its header says")
        }
        if padding > 0 { try send([UInt8](repeating: 0, count: padding)) }
        padding = 0
    }

    private func send(_ bytes: [UInt8]) throws(SnapshotError) {
        let sink = sink
        try bytes.span.withUnsafeBytes { bytes throws(SnapshotError) in try sink(bytes) }
    }
}
