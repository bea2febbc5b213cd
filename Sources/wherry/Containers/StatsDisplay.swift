import DockerAPI
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The table of `stats`, drawn anew as readings come, until no container is left.
struct StatsDisplay {
    private let session: Session
    private let listing: Listing
    private let isWhole: Bool
    private var streams: [StatsStream] = []
    private var rows: [[String: String]?] = []

    init(session: Session, listing: Listing, isWhole: Bool) {
        self.session = session
        self.listing = listing
        self.isWhole = isWhole
    }

    mutating func run(_ names: [String]) throws {
        streams = try names.map { try StatsStream($0, session.client) }
        rows = names.map { _ in nil }
        try draw()
        while streams.contains(where: { !$0.isEnded }) {
            try receive()
            try draw()
        }
    }

    /// Waits for readings, and takes those that have come.
    private mutating func receive() throws {
        var waiting = streams.map { pollfd(fd: $0.isEnded ? -1 : $0.descriptor, events: Int16(POLLIN), revents: 0) }
        try systemCall("poll") { poll(&waiting, nfds_t(waiting.count), -1) }
        for (index, entry) in waiting.enumerated() where entry.revents != 0 {
            for stats in try streams[index].receive() { rows[index] = StatsRow(stats, isWhole: isWhole).texts }
            if streams[index].isEnded { rows[index] = nil }
        }
    }

    private func draw() throws {
        let isTable = listing.format.map { $0.hasPrefix("table") } ?? true
        if session.output.isTerminal, isTable { try session.output.write("\u{1B}[H\u{1B}[J") }
        try session.output.write(try listing.render(rows.compactMap { $0 }))
        try session.output.flush()
    }
}

/// The readings of one container.
struct StatsStream {
    private var exchange: HTTPExchange
    private var lines = JSONLines<ContainerStats>()
    private(set) var isEnded = false

    init(_ container: String, _ client: EngineClient) throws {
        exchange = try HTTPExchange(
            .get("/containers/\(container)/stats", [("stream", "1")]), on: try client.open())
        _ = try exchange.checkedHead()
    }

    var descriptor: Int32 { exchange.connection.descriptor }

    /// What has come: call it when the descriptor is readable.
    mutating func receive() throws -> [ContainerStats] {
        var readings: [ContainerStats] = []
        isEnded = try !exchange.receiveSome { try lines.consume($0) { readings.append($0) } }
        return readings
    }
}
