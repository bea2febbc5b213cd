import DockerAPI
import Glibc
import Linux

extension Filters {
    /// The value of a filter that has one at most.
    func single(_ name: String) throws(ServerError) -> String? {
        guard self[name].count <= 1 else { throw ServerError(.badRequest, "invalid filter '\(name)': give one value") }
        return self[name].first
    }

    /// A moment as `until` has it: a duration before now, RFC 3339 whose end may be left off, or seconds since 1970.
    ///
    /// - Returns: `nil` where it was not given.
    func moment(_ name: String, now: Timestamp = .now()) throws(ServerError) -> Timestamp? {
        guard let text = try single(name) else { return nil }
        if let duration = DurationText.nanoseconds(text) { return now.earlier(byNanoseconds: duration) }
        if let time = Timestamp(secondsSince1970: text) ?? Timestamp(text) ?? Timestamp(localTime: text) { return time }
        throw ServerError(
            .badRequest,
            "invalid filter '\(name)=\(text)': expected such as 24h, 2030-01-02T15:04:05Z or seconds since 1970")
    }
}

extension Timestamp {
    /// A date, and a time or its beginning, without an offset: this machine's own is meant, as by dockerd.
    fileprivate init?(localTime text: String) {
        let read = ["Z", ":00Z", ":00:00Z", "T00:00:00Z"].lazy.compactMap { Timestamp(text + $0) }.first
        guard let read else { return nil }
        var seconds = time_t(read.seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        parts.tm_isdst = -1
        self.init(seconds: Int64(mktime(&parts)), nanoseconds: read.nanoseconds)
    }
}
