import Glibc
import Linux

/// What a terminal's master has to tell when its processes have ended.
enum TerminalText {
    static func read(_ master: Int32) throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(master, &buffer, buffer.count)
            // A hang-up is EIO.
            if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
