import Linux
import NIOCore

/// Turns lines of a log into what clients read: Docker's frames, or a terminal's bytes.
struct LogFrameWriter {
    let options: LogOptions
    let terminal: Bool

    /// - Returns: `false` when the line is later than `until`, and so are all that follow.
    func write(_ line: LogLine, to buffer: inout ByteBuffer) -> Bool {
        guard line.isError ? options.error : options.output else { return true }
        if options.since != nil || options.until != nil {
            let time = Timestamp(String(decoding: line.time, as: UTF8.self))?.nanosecondsSince1970 ?? 0
            if let until = options.until, time > until { return false }
            if let since = options.since, time < since { return true }
        }
        let header = buffer.writerIndex
        if !terminal { buffer.writeInteger(UInt64(line.isError ? 2 : 1) << 56) }
        let start = buffer.writerIndex
        if options.timestamps { writeTime(line.time, to: &buffer) }
        if options.details { buffer.writeStaticString(" ") }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: line.escaped.count) { line.unescape(into: $0) }
        if !terminal {
            buffer.setInteger(UInt32(buffer.writerIndex - start), at: header + 4)
        }
        return true
    }

    /// With all nine digits, so that the messages line up.
    private func writeTime(_ time: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        let bare = UnsafeRawBufferPointer(rebasing: time.dropLast())
        buffer.writeBytes(bare)
        let digits = bare.count - "2006-01-02T15:04:05.".utf8.count
        if digits < 0 { buffer.writeInteger(UInt8(ascii: ".")) }
        buffer.writeRepeatingByte(UInt8(ascii: "0"), count: 9 - max(digits, 0))
        buffer.writeStaticString("Z ")
    }
}
