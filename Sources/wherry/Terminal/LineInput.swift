import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Lines that are typed.
enum LineInput {
    /// In bytes.
    private static let limit = 64 * 1024

    /// One line without its end; byte by byte, so that nothing behind it is taken.
    static func read(_ descriptor: Int32) throws -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while try systemCall("read", "standard input", { Glibc.read(descriptor, &byte, 1) }) == 1, byte != 10 {
            guard line.count < limit else { throw CommandLineError.invalid("a line of input exceeds \(limit) bytes") }
            line.append(byte)
        }
        if line.last == 13 { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// One line that a terminal does not show.
    static func readSecret(_ descriptor: Int32) throws -> String {
        guard isatty(descriptor) == 1 else { return try read(descriptor) }
        var settings = termios()
        try systemCall("tcgetattr") { tcgetattr(descriptor, &settings) }
        var original = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        try systemCall("tcsetattr") { tcsetattr(descriptor, TCSANOW, &settings) }
        defer { tcsetattr(descriptor, TCSANOW, &original) }
        return try read(descriptor)
    }
}
