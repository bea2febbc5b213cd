#if canImport(Glibc)
import Glibc
#endif

/// The process's file mode creation mask, read without changing it: umask(2) can only exchange it, which another
/// thread would notice.
enum ProcessMask {
    /// All bits where it cannot be told: files' modes are then always set after the fact.
    static func current() -> UInt32 {
        let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0o777 }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 512)
        let length = read(descriptor, &buffer, buffer.count)
        guard length > 0 else { return 0o777 }
        return mask(in: String(decoding: buffer.prefix(length), as: UTF8.self))
    }

    /// proc_pid_status(5), `Umask`.
    static func mask(in status: String) -> UInt32 {
        for line in status.split(separator: "\n") where line.hasPrefix("Umask:") {
            let digits = line.dropFirst("Umask:".count).drop { $0 == "\t" || $0 == " " }
            return UInt32(digits, radix: 8) ?? 0o777
        }
        return 0o777
    }
}

struct FileOwner: Equatable {
    let user: UInt32
    let group: UInt32

    /// Whom new files belong to.
    static func current() -> FileOwner {
        FileOwner(user: geteuid(), group: getegid())
    }
}
