/// Tells how many bytes of a layer have passed: at most ten times a second, and at the end.
struct ByteProgress {
    private static let interval = Duration.milliseconds(100)

    let id: String
    let status: String
    let total: Int64
    let handler: ImageProgress.Handler
    private(set) var current: Int64
    private var next = ContinuousClock.now

    init(
        _ status: String, id: String, from current: Int64 = 0, total: Int64, to handler: @escaping ImageProgress.Handler
    ) {
        self.id = id
        self.status = status
        self.total = total
        self.handler = handler
        self.current = current
    }

    mutating func advance(by count: Int) {
        advance(to: current + Int64(count))
    }

    mutating func advance(to position: Int64) {
        current = position
        let now = ContinuousClock.now
        guard now >= next || current == total else { return }
        next = now + Self.interval
        handler(ImageProgress(id: id, status, current: current, total: total))
    }
}
