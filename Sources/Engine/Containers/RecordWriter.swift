import Synchronization

/// Writes a container's record from whichever thread, the newest last.
final class RecordWriter: Sendable {
    private let store: ContainerRecordStore
    private let issued = Atomic<Int>(0)
    private let written = Mutex(0)

    init(store: ContainerRecordStore) {
        self.store = store
    }

    func nextVersion() -> Int {
        issued.add(1, ordering: .relaxed).newValue
    }

    /// Blocking.
    func write(_ record: ContainerRecord, version: Int) throws {
        try written.withLock { written in
            guard version > written else { return }
            try store.save(record)
            written = version
        }
    }
}
