import Logging
import ShimProtocol

/// One container, and the only one who changes it.
///
/// Transitions (start, stop, restart, remove) take turns; everything else reads the record or asks the shim and waits
/// for nobody. What the record says is also on disk, or about to be. That a container ended is learnt from its shim's
/// reply to `wait`, or, when the shim ended before it could reply or the engine was not there, from `exit.json`.
package actor Container {
    package nonisolated let id: String
    let services: ContainerServices
    let writer: RecordWriter
    package internal(set) var record: ContainerRecord
    /// Where clients queue from the first attach until the shim takes it over.
    var listener: Task<Result<ShimListener, EngineError>, Never>?
    /// The present run's end; `nil` when the container does not run.
    var run: Task<Void, Never>?
    /// A removal that no client asked for.
    var removal: Task<Void, Never>?
    /// The last run's shim coming to its end.
    var reaping: Task<Void, Never>?
    /// Whether the run has ended and what it held is being freed.
    var finishing = false
    var execs: [String: Exec] = [:]
    var execCount = 0
    let waiters = ExitWaiters()
    /// The wait before the next start by the restart policy.
    var pendingRestart: Task<Void, Never>?
    var consecutiveRestarts = 0
    /// Who waits for a start under way to be over; `nil` when there is none.
    var startWaiters: [CheckedContinuation<Void, Never>]?
    private var turn = Turn()

    init(record: ContainerRecord, services: ContainerServices) {
        id = record.id
        self.record = record
        self.services = services
        writer = RecordWriter(store: services.store)
    }

    /// Waits until no transition is under way, and nothing of an end, and begins one, to be ended with `passTurn`.
    func takeTurn() async {
        if !turn.take() { await withCheckedContinuation { turn.queue($0) } }
        await ended()
    }

    func passTurn() {
        turn.pass()
    }

    /// Writes the record as it is now; a write that was overtaken by a later one is dropped.
    ///
    /// - Parameter reserve: lent to the write, for one that is the beginning of freeing space.
    func save(lending reserve: ReservedSpace? = nil) async throws(EngineError) {
        let record = self.record
        let version = writer.nextVersion()
        let writer = self.writer
        try await services.work.run(while: "save container \(record.name)") {
            let write = { try writer.write(record, version: version) }
            if let reserve { try reserve.lend(write) } else { try write() }
        }
    }

    /// As `save`, for what goes on all the same.
    func trySaving(lending reserve: ReservedSpace? = nil) async {
        do { try await save(lending: reserve) } catch { services.logger.error("\(error)") }
    }

    func publish(_ action: String, _ more: [String: String] = [:]) {
        var attributes = record.configuration.labels
        attributes["image"] = record.configuration.image
        attributes["name"] = record.name
        attributes.merge(more) { $1 }
        services.events.publish(.container, action, id: id, attributes: attributes)
    }
}

/// Who may begin a transition: one at a time, in the order of asking.
struct Turn {
    private var taken = false
    private var queued: [CheckedContinuation<Void, Never>] = []

    /// - Returns: whether the turn was free; otherwise `queue` the caller.
    mutating func take() -> Bool {
        if taken { return false }
        taken = true
        return true
    }

    mutating func queue(_ caller: CheckedContinuation<Void, Never>) {
        queued.append(caller)
    }

    mutating func pass() {
        if queued.isEmpty { taken = false } else { queued.removeFirst().resume() }
    }
}
