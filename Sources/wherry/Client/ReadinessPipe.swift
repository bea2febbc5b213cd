import Linux

#if canImport(Glibc)
import Glibc
#endif

/// A pipe on which the engine tells that it listens.
struct ReadinessPipe: ~Copyable {
    private let reader: OwnedDescriptor
    /// The engine's end; above 3, so that the engine's copy at 3 is always a copy, which stays open on exec.
    private let lent: OwnedDescriptor

    init() throws {
        let ends = try Pipe()
        let raw = ends.writeEnd.raw
        let reading = try ends.readEnd.duplicate()
        let writing = try systemCall("fcntl") { fcntl(raw, F_DUPFD_CLOEXEC, 4) }
        reader = reading
        lent = OwnedDescriptor(owning: writing)
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
