import Linux
import NIOCore
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Reads a rotated log from its oldest line (or the last so many) to where its writer is. Blocking.
struct LogFileReader: ~Copyable {
    /// How much is read at once; also bounds the longest line, which the shim keeps far below it.
    private static let chunk = 1 << 20

    private let path: String
    private let writer: LogFrameWriter
    private var pending: [OwnedFile] = []
    private var current: OwnedFile?
    private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * chunk, alignment: 64)
    /// What is in `bytes` and not yet turned into lines.
    private var held = 0
    private var finished = false

    deinit { bytes.deallocate() }

    init(path: String, options: LogOptions, terminal: Bool) throws {
        self.path = path
        writer = LogFrameWriter(options: options, terminal: terminal)
        pending = try Self.openAll(path)
        if let tail = options.tail { try Self.seek(&pending, tail: tail) }
    }

    /// The next lines; empty when there are no more now, `nil` when there shall be none (`until` has passed).
    mutating func next() throws -> ByteBuffer? {
        while !finished {
            guard try advance() else { return ByteBuffer() }
            let count = try fill()
            if count == 0 {
                if try !rotate() { return ByteBuffer() }
                continue
            }
            let lines = takeLines()
            if lines.readableBytes > 0 { return lines }
        }
        return nil
    }

    /// Makes sure that a file is being read.
    private mutating func advance() throws -> Bool {
        if current != nil { return true }
        if pending.isEmpty { pending = try Self.open(path).map { [$0] } ?? [] }
        guard !pending.isEmpty else { return false }
        current = pending.removeFirst()
        return true
    }

    /// At the end of a file: goes on to the next when there is one.
    private mutating func rotate() throws -> Bool {
        if !pending.isEmpty {
            held = 0
            current = nil
            return true
        }
        guard let current, let newest = try Self.open(path), newest.inode != current.inode else { return false }
        // The old file may have grown between our reading its end and its being renamed.
        if try fill() > 0 { return true }
        held = 0
        self.current = newest
        return true
    }

    private mutating func fill() throws -> Int {
        guard let current else { return 0 }
        if held == bytes.count { held = 0 }
        let space = UnsafeMutableRawBufferPointer(rebasing: bytes[held...])
        let raw = current.descriptor.raw
        let path = self.path
        let count = try systemCall("read", path) { read(raw, space.baseAddress, min(space.count, Self.chunk)) }
        held += count
        return count
    }

    private mutating func takeLines() -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: held)
        var start = 0
        while start < held {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start..<held])
            let length = rest.firstIndex(of: UInt8(ascii: "\n"), orEnd: -1)
            if length < 0 { break }
            if let line = LogLine(UnsafeRawBufferPointer(rebasing: rest[..<length])), !writer.write(line, to: &buffer) {
                finished = true
                break
            }
            start += length + 1
        }
        if start > 0 {
            bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<held]))
            held -= start
        }
        return buffer
    }
}

/// A file of a log, by its inode: its name changes as it is rotated.
final class OwnedFile: Sendable {
    let descriptor: OwnedDescriptor
    let inode: UInt64
    let size: Int

    init(_ descriptor: consuming OwnedDescriptor) throws {
        var status = stat()
        let raw = descriptor.raw
        try systemCall("fstat") { fstat(raw, &status) }
        inode = UInt64(status.st_ino)
        size = status.st_size
        self.descriptor = descriptor
    }
}

extension LogFileReader {
    private static func open(_ path: String) throws -> OwnedFile? {
        let raw = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if raw < 0, errno == ENOENT { return nil }
        return try OwnedFile(OwnedDescriptor(owning: try systemCall("open", path) { raw }))
    }

    /// Oldest first. A rotation meanwhile renames what is open, which does no harm, or shows one file twice, which is
    /// noticed.
    private static func openAll(_ path: String) throws -> [OwnedFile] {
        var files: [OwnedFile] = []
        if let newest = try open(path) { files.append(newest) }
        var number = 1
        while let older = try open("\(path).\(number)") {
            if !files.contains(where: { $0.inode == older.inode }) { files.insert(older, at: 0) }
            number += 1
        }
        return files
    }

    /// Drops the files before the last `tail` lines and moves the first of the rest to where they begin.
    private static func seek(_ files: inout [OwnedFile], tail: Int) throws {
        var wanted = tail
        var kept: [OwnedFile] = []
        for file in files.reversed() {
            let (offset, lines) = try offset(ofLast: wanted, in: file)
            lseek(file.descriptor.raw, off_t(offset), SEEK_SET)
            kept.insert(file, at: 0)
            wanted -= lines
            if wanted <= 0 { break }
        }
        files = kept
    }

    /// Where the last `wanted` lines of `file` begin, and how many there are at most.
    private static func offset(ofLast wanted: Int, in file: OwnedFile) throws -> (offset: Int, lines: Int) {
        var lines = 0
        var end = file.size
        var block = [UInt8](repeating: 0, count: 64 << 10)
        if wanted <= 0 { return (end, 0) }
        while end > 0 {
            let start = max(0, end - block.count)
            let raw = file.descriptor.raw
            let count = try systemCall("pread") { pread(raw, &block, end - start, off_t(start)) }
            for index in stride(from: count - 1, through: 0, by: -1) where block[index] == UInt8(ascii: "\n") {
                if lines == wanted { return (start + index + 1, lines) }
                lines += 1
            }
            end = start
        }
        return (0, lines)
    }
}
