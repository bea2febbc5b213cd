package import NIOCore

extension ContainerService {
    /// - Returns: the exec's id.
    package func createExec(
        _ reference: String, _ configuration: ExecConfiguration
    ) async throws(EngineError) -> String {
        try configuration.validate()
        let container = try index.find(reference)
        let id = try await container.createExec(configuration)
        execs.add(id, of: container)
        return id
    }

    /// - Parameters:
    ///   - loop: where its streams shall live; `nil` detaches.
    ///   - columns: the terminal's first size; 0 keeps what it was created with.
    /// - Returns: its streams; `nil` when detached.
    package func startExec(
        _ id: String, on loop: (any EventLoop)?, columns: UInt16 = 0, rows: UInt16 = 0
    ) async throws(EngineError) -> ContainerStream? {
        let container = try execs.find(id)
        return try await container.startExec(id, on: loop, columns: columns, rows: rows)
    }

    package func resizeExec(_ id: String, columns: UInt16, rows: UInt16) async throws(EngineError) {
        try await execs.find(id).resizeExec(id, columns: columns, rows: rows)
    }

    package func inspectExec(_ id: String) async throws(EngineError) -> ExecDetails {
        try await execs.find(id).inspectExec(id)
    }
}
