#if canImport(Glibc)
import Glibc
#endif

/// A time in the zone of this machine.
struct LocalTime {
    private let fields: tm

    /// - Parameter time: in seconds since 1970.
    init(_ time: Int) {
        var seconds = time_t(time)
        var fields = tm()
        localtime_r(&seconds, &fields)
        self.fields = fields
    }

    /// Such as `2030-01-02 15:04:05 +0100 CET`.
    var text: String { format("%Y-%m-%d %H:%M:%S %z %Z") }

    /// RFC 3339, with the given fraction of a second.
    func rfc3339(nanoseconds: Int? = nil) -> String {
        let fraction = nanoseconds.map { number in
            let digits = String(number)
            return "." + String(repeating: "0", count: 9 - digits.count) + digits
        }
        return format("%Y-%m-%dT%H:%M:%S") + (fraction ?? "") + offset
    }

    private var offset: String {
        let zone = format("%z")
        return zone == "+0000" ? "Z" : "\(zone.prefix(3)):\(zone.suffix(2))"
    }

    private func format(_ pattern: String) -> String {
        var fields = fields
        var bytes = [CChar](repeating: 0, count: 128)
        let count = strftime(&bytes, bytes.count, pattern, &fields)
        return String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
