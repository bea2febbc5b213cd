#if canImport(Glibc)
import Glibc
#endif

/// What the machine's processors spent since its start, idle or not: proc_stat(5).
package struct ProcessorTime: Equatable, Sendable {
    /// In nanoseconds, of all processors together.
    package var total: UInt64
    /// How many are online.
    package var count: Int

    package init(total: UInt64, count: Int) {
        self.total = total
        self.count = count
    }

    /// user, nice, system, idle, iowait, irq and softirq: what runs in a guest is in user already.
    private static let counted = 7

    /// - Parameter text: of `/proc/stat`. Its first lines are `cpu` with the sums, and `cpu0` and so on.
    /// - Returns: `nil` for another text.
    init?(_ text: String, ticksPerSecond: UInt64) {
        var ticks: UInt64?
        count = 0
        for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("cpu") }) {
            let fields = line.split(separator: " ")
            if fields.first == "cpu" {
                let times = fields.dropFirst().prefix(Self.counted).compactMap { UInt64($0) }
                if times.count == Self.counted { ticks = times.reduce(0, &+) }
            } else {
                count += 1
            }
        }
        guard let ticks, count > 0, ticksPerSecond > 0 else { return nil }
        total = ticks &* (1_000_000_000 / ticksPerSecond)
    }

    /// Blocking.
    static func read() throws -> ProcessorTime {
        let bytes = try AtomicFile.read("/proc/stat", limit: 16 << 20) ?? []
        let ticks = UInt64(max(sysconf(Int32(_SC_CLK_TCK)), 1))
        guard let time = ProcessorTime(String(decoding: bytes, as: UTF8.self), ticksPerSecond: ticks) else {
            throw EngineError(.internal, "/proc/stat does not tell the processors' time")
        }
        return time
    }
}
