import Glibc

/// What the shim has to say to whoever runs the engine; the engine gives it the standard error that it wants.
enum Diagnostics {
    static func report(_ message: String) {
        var line = "wherry-shim: \(message)\n"
        line.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }
}
