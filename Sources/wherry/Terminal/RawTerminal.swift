import Linux

#if canImport(Glibc)
import Glibc
#endif

/// A terminal whose every key goes to the container: as long as this value lives, and not one moment longer.
struct RawTerminal: ~Copyable {
    private let descriptor: Int32
    private let original: termios

    /// - Parameter descriptor: of a terminal; stays the caller's.
    init(descriptor: Int32) throws {
        original = try Self.makeRaw(descriptor)
        self.descriptor = descriptor
    }

    /// - Returns: the settings before.
    private static func makeRaw(_ descriptor: Int32) throws -> termios {
        var settings = termios()
        try systemCall("tcgetattr") { tcgetattr(descriptor, &settings) }
        let original = settings
        cfmakeraw(&settings)
        try systemCall("tcsetattr") { tcsetattr(descriptor, TCSANOW, &settings) }
        return original
    }

    deinit {
        var settings = original
        tcsetattr(descriptor, TCSANOW, &settings)
    }
}
