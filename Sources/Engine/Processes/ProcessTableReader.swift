import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What `ps -ef` shows of processes, read from proc(5) with no program run. Blocking.
struct ProcessTableReader {
    static let titles = ["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"]

    private let root: String
    private let ticks: UInt64
    private let bootTime: Int64
    private let now: Timestamp

    /// - Parameter root: where procfs is.
    init(root: String = "/proc", now: Timestamp = .now()) throws {
        self.root = root
        self.now = now
        ticks = UInt64(max(sysconf(Int32(_SC_CLK_TCK)), 1))
        let lines = String(decoding: try AtomicFile.read("\(root)/stat", limit: 16 << 20) ?? [], as: UTF8.self)
            .split(separator: "\n")
        bootTime = lines.first { $0.hasPrefix("btime ") }.flatMap { Int64($0.dropFirst(6)) } ?? 0
    }

    /// Those that have ended meanwhile are left out.
    func rows(of pids: [Int32]) throws -> [[String]] {
        try pids.sorted().compactMap { pid in
            do { return try row(of: pid) } catch let error as SystemCallError where error.errno == .noSuchProcess {
                return nil
            }
        }
    }

    private func row(of pid: Int32) throws -> [String]? {
        guard let stat = try text("\(pid)/stat"), let status = try text("\(pid)/status"),
            let process = ProcessStatus(stat)
        else { return nil }
        let ticksUsed = process.userTicks &+ process.systemTicks
        let started = bootTime + Int64(clamping: process.startTicks / ticks)
        return [
            Self.userName(status), String(pid), String(process.parent), String(share(ticksUsed, since: started)),
            clock(started), process.terminalName, Self.duration(ticksUsed / ticks), try command(of: pid, process),
        ]
    }

    private func text(_ file: String) throws -> String? {
        try AtomicFile.read("\(root)/\(file)").map { String(decoding: $0, as: UTF8.self) }
    }

    /// Of the effective user: the second of four.
    private static func userName(_ status: String) -> String {
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Uid:") }),
            let uid = line.split(separator: "\t").dropFirst(2).first.flatMap({ uid_t($0) })
        else { return "?" }
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return String(uid) }
        return String(cString: entry.pw_name)
    }

    /// Percent of a processor over the process's life, in two digits at most.
    private func share(_ ticksUsed: UInt64, since started: Int64) -> UInt64 {
        min(ticksUsed &* 100 / ticks / UInt64(max(now.seconds - started, 1)), 99)
    }

    /// `14:02`, `Nov24` when it was not today, `2024` when it was not this year: in the machine's own time.
    private func clock(_ seconds: Int64) -> String {
        let (started, today) = (Self.localTime(seconds), Self.localTime(now.seconds))
        if started.tm_year != today.tm_year { return String(Int(started.tm_year) + 1900) }
        if started.tm_yday == today.tm_yday {
            return "\(Self.padded(started.tm_hour)):\(Self.padded(started.tm_min))"
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return months[Int(started.tm_mon)] + Self.padded(started.tm_mday)
    }

    private static func localTime(_ seconds: Int64) -> tm {
        var time = time_t(seconds)
        var parts = tm()
        localtime_r(&time, &parts)
        return parts
    }

    /// `[days-]hours:minutes:seconds`.
    private static func duration(_ seconds: UInt64) -> String {
        let days = seconds / 86_400 > 0 ? "\(seconds / 86_400)-" : ""
        return days + "\(padded(seconds / 3600 % 24)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }

    private static func padded(_ number: some BinaryInteger) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// Its arguments, or its name in brackets where it has none. What a terminal would obey is shown as `?`.
    private func command(of pid: Int32, _ process: ProcessStatus) throws -> String {
        let arguments = try text("\(pid)/cmdline")?.split(separator: "\0").joined(separator: " ") ?? ""
        let ended = process.state == "Z" ? " <defunct>" : ""
        let shown = (arguments.isEmpty ? "[\(process.name)]" : arguments) + ended
        var safe = String.UnicodeScalarView()
        for scalar in shown.unicodeScalars {
            safe.append(scalar.properties.generalCategory == .control ? "?" : scalar)
        }
        return String(safe)
    }
}
