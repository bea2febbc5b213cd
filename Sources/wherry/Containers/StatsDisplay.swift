import DockerAPI
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The table of `stats`, drawn anew as readings come.
struct StatsDisplay {
    private struct Entry {
        let container: String
        var feed: ObjectFeed<ContainerStats>
        var row: [String: String]?
    }

    private let session: Session
    private let listing: Listing
    private let isWhole: Bool
    private var entries: [Entry] = []
    /// Starts and ends of containers, where all running ones are shown.
    private var events: ObjectFeed<Event>?

    init(session: Session, listing: Listing, isWhole: Bool) {
        self.session = session
        self.listing = listing
        self.isWhole = isWhole
    }

    /// Containers that start are shown from then on; it never ends by itself.
    mutating func runForAll(_ names: () throws -> [String]) throws {
        // The events come first: who starts between the two questions is told twice, and never missed.
        let filters = Filters(["type": ["container"], "event": ["start", "die"]])
        events = try ObjectFeed(.get("/events", [("filters", filters.parameter)]), session.client)
        try run(try names())
    }

    /// Ends when the engine has no more to tell of any of them.
    mutating func run(_ names: [String]) throws {
        for name in names { try add(name) }
        try draw()
        while events != nil || !entries.isEmpty {
            try wait()
            try receiveEvents()
            try receiveReadings()
            try draw()
        }
    }

    private mutating func add(_ container: String) throws {
        guard !entries.contains(where: { $0.container == container }) else { return }
        let request = HTTPRequest.get("/containers/\(container)/stats", [("stream", "1")])
        entries.append(Entry(container: container, feed: try ObjectFeed(request, session.client)))
    }

    private func wait() throws {
        let isReady = events?.hasBuffered == true || entries.contains(where: \.feed.hasBuffered)
        let descriptors = entries.map(\.feed.descriptor) + (events.map { [$0.descriptor] } ?? [])
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        try systemCall("poll") { poll(&waiting, nfds_t(waiting.count), isReady ? 0 : -1) }
    }

    private static func isReadable(_ descriptor: Int32) throws -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return try systemCall("poll") { poll(&waiting, 1, 0) } > 0
    }

    private mutating func receiveEvents() throws {
        guard var feed = events, try feed.hasBuffered || Self.isReadable(feed.descriptor) else { return }
        for event in try feed.receive() {
            if event.action == "start" {
                try add(event.actor.id)
            } else {
                entries.removeAll { $0.container == event.actor.id }
            }
        }
        events = feed.isEnded ? nil : feed
    }

    private mutating func receiveReadings() throws {
        for index in entries.indices {
            let feed = entries[index].feed
            guard try feed.hasBuffered || Self.isReadable(feed.descriptor) else { continue }
            for stats in try entries[index].feed.receive() {
                entries[index].row = StatsRow(stats, isWhole: isWhole).texts
            }
        }
        entries.removeAll(where: \.feed.isEnded)
    }

    private func draw() throws {
        let isTable = listing.format.map { $0.hasPrefix("table") } ?? true
        if session.output.isTerminal, isTable { try session.output.write("\u{1B}[H\u{1B}[J") }
        try session.output.write(try listing.render(entries.compactMap(\.row)))
        try session.output.flush()
    }
}
