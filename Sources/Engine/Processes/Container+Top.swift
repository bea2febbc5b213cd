import Cgroups

extension Container {
    /// The container's processes, as the host's ps(1) shows them with `arguments`; those of exec are among them.
    ///
    /// - Throws: `conflict` when the container does not run; `invalidArgument` for arguments that do not show the
    ///   processes' ids.
    func top(_ arguments: [String]) async throws(EngineError) -> ProcessTable {
        let command = try ProcessListing(arguments)
        switch record.state.phase {
        case .running: break
        case .restarting:
            throw EngineError(
                .conflict, "Container \(id) is restarting, wait until the container is running")
        case .created, .exited, .removing, .dead: throw notRunning
        }
        let record = self.record
        let table = try await services.work.run(while: "list the processes of container \(record.name)") {
            try record.cgroup().map { cgroup in try command.table(of: try cgroup.processes()) }
        }
        guard let table else { throw notRunning }
        publish("top")
        return table
    }

    private var notRunning: EngineError { EngineError(.conflict, "container \(id) is not running") }
}

extension ContainerService {
    /// - Parameter arguments: of ps(1); none is `-ef`.
    package func top(_ reference: String, _ arguments: [String] = []) async throws(EngineError) -> ProcessTable {
        try await index.find(reference).top(arguments)
    }
}
