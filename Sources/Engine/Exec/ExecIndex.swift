import Synchronization

/// Which container an exec belongs to; the exec itself is its container's.
final class ExecIndex: Sendable {
    private let containers = Mutex<[String: Container]>([:])

    func add(_ execID: String, of container: Container) {
        containers.withLock { $0[execID] = container }
    }

    func find(_ execID: String) throws(EngineError) -> Container {
        guard let container = containers.withLock({ $0[execID] }) else {
            throw EngineError(.notFound, "No such exec instance: \(execID)")
        }
        return container
    }

    func forget(_ execID: String) {
        containers.withLock { _ = $0.removeValue(forKey: execID) }
    }

    /// Forgets the execs of a container that was removed.
    func forget(of id: String) {
        containers.withLock { all in all = all.filter { $0.value.id != id } }
    }
}
