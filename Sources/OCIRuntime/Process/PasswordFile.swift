import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The container's `/etc/passwd`: passwd(5). It is the container's to write, so nothing in it is trusted.
enum PasswordFile {
    /// The home directory of a user; `/` when the file does not tell.
    static func home(of user: UInt32) -> String {
        guard let file = try? OwnedDescriptor.open("/etc/passwd", O_RDONLY | O_NONBLOCK | O_NOCTTY),
            let status = try? FileStatus(of: file.raw), status.kind == .regular,
            let content = try? file.readAll(limit: 1 << 20)
        else { return "/" }
        return home(of: user, in: content)
    }

    static func home(of user: UInt32, in content: [UInt8]) -> String {
        for line in content.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard fields.count >= 6, UInt32(String(decoding: fields[2], as: UTF8.self)) == user else { continue }
            let home = fields[5]
            if home.first == UInt8(ascii: "/"), !home.contains(0) { return String(decoding: home, as: UTF8.self) }
        }
        return "/"
    }
}
