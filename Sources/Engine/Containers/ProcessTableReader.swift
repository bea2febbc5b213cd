import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What `top` shows of processes: read from proc(5), with no program run. Blocking.
struct ProcessTableReader {
    static let titles = ["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"]

    private let ticks = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
    private let bootTime: Int64
    private let now = Timestamp.now()

    init() throws {
        let lines = String(decoding: try AtomicFile.read("/proc/stat", limit: 16 << 20) ?? [], as: UTF8.self)
            .split(separator: "\n")
        bootTime = lines.first { $0.hasPrefix("btime ") }.flatMap { Int64($0.dropFirst(6)) } ?? 0
    }

    /// Those that have ended meanwhile are left out.
    func rows(of pids: [Int32]) throws -> [[String]] {
        try pids.sorted().compactMap { try row(of: $0) }
    }

    private func row(of pid: Int32) throws -> [String]? {
        guard let stat = try AtomicFile.read("/proc/\(pid)/stat"),
            let status = try AtomicFile.read("/proc/\(pid)/status")
        else { return nil }
        let text = String(decoding: stat, as: UTF8.self)
        // The name is in parentheses and may hold anything, spaces and parentheses too.
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: close)...].split(separator: " ").map(String.init)
        guard fields.count > 19, let user = UInt64(fields[11]), let system = UInt64(fields[12]),
            let started = Double(fields[19])
        else { return nil }
        let seconds = Int64(Double(user + system) / ticks)
        let since = bootTime + Int64(started / ticks)
        let name = text[text.index(after: open)..<close]
        return [
            Self.userName(status), String(pid), fields[1], String(usage(seconds, since: since)), clock(since),
            terminal(Int32(fields[4]) ?? 0), duration(seconds), try commandLine(of: pid) ?? "[\(name)]",
        ]
    }

    private static func userName(_ status: [UInt8]) -> String {
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("Uid:") }),
            let uid = line.split(separator: "\t").dropFirst().first.flatMap({ uid_t($0) })
        else { return "?" }
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return String(uid) }
        return String(cString: entry.pw_name)
    }

    /// Percent of a processor over the process's life.
    private func usage(_ seconds: Int64, since: Int64) -> Int64 {
        let life = max(now.seconds - since, 1)
        return seconds * 100 / life
    }

    /// `14:02`, or `Nov24` when it was not today; in UTC.
    private func clock(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        if now.seconds - seconds < 86_400 { return "\(padded(Int(parts.tm_hour))):\(padded(Int(parts.tm_min)))" }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return months[Int(parts.tm_mon)] + padded(Int(parts.tm_mday))
    }

    private func duration(_ seconds: Int64) -> String {
        "\(padded(Int(seconds / 3600))):\(padded(Int(seconds / 60 % 60))):\(padded(Int(seconds % 60)))"
    }

    private func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    /// The device number of proc(5): a pseudo-terminal's major numbers are 136 to 143.
    private func terminal(_ device: Int32) -> String {
        let major = (device >> 8) & 0xfff
        let minor = (device & 0xff) | ((device >> 12) & 0xfff00)
        return (136...143).contains(major) ? "pts/\(minor + (major - 136) * 256)" : "?"
    }

    private func commandLine(of pid: Int32) throws -> String? {
        guard let bytes = try AtomicFile.read("/proc/\(pid)/cmdline"), !bytes.isEmpty else { return nil }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}
