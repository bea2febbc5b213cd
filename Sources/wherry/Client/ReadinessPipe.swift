import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A pipe on which the engine tells that it listens.
struct ReadinessPipe: ~Copyable {
    private let reader: OwnedDescriptor
    /// The engine's end; above 3, so that the engine's copy at 3 is always a copy, which stays open on exec.
    private let lent: OwnedDescriptor

    init() throws {
        let ends = try Self.makePipe()
        reader = OwnedDescriptor(owning: ends.reading)
        lent = OwnedDescriptor(owning: ends.writing)
    }

    private static func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        try systemCall("pipe") { pipe(&ends) }
        let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 4) }
        for end in ends { close(end) }
        guard let reading = moved.first, let writing = moved.last, reading >= 0, writing >= 0 else {
            throw SystemCallError("fcntl", errno: Errno(rawValue: errno))
        }
        return (reading, writing)
    }

    var writer: Int32 { lent.raw }

    /// Waits for the engine's byte, or its end.
    ///
    /// - Returns: whether the engine listens.
    consuming func wait() throws -> Bool {
        close(lent.release())
        var byte: UInt8 = 0
        let raw = reader.raw
        return try systemCall("read") { read(raw, &byte, 1) } == 1
    }
}
