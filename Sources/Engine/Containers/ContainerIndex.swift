import OCI
import Synchronization

/// The engine's containers, found by id, name or the beginning of an id.
final class ContainerIndex: Sendable {
    private struct State {
        var containers: [String: Container] = [:]
        /// Name to id; a name is taken before its container exists.
        var names: [String: String] = [:]
        /// The images of containers that are being made, by the container's id.
        var claims: [String: Digest] = [:]
    }
    private let state = Mutex(State())

    var all: [Container] {
        state.withLock { Array($0.containers.values) }
    }

    /// Takes a name for `id`.
    ///
    /// - Throws: `conflict` when another container has it.
    func reserve(_ name: String, for id: String) throws(EngineError) {
        let holder = state.withLock { state -> String? in
            if let holder = state.names[name], holder != id { return holder }
            state.names[name] = id
            return nil
        }
        if let holder {
            throw EngineError(
                .conflict,
                "Conflict. The container name \"/\(name)\" is already in use by container \"\(holder)\". You have to remove (or rename) that container to be able to reuse that name."
            )
        }
    }

    /// Holds an image for a container that is being made.
    func claim(_ image: Digest, for id: String) {
        state.withLock { $0.claims[id] = image }
    }

    func endClaim(of id: String) {
        state.withLock { _ = $0.claims.removeValue(forKey: id) }
    }

    func imageUses() async -> [ImageUse] {
        let (containers, claims) = state.withLock { (Array($0.containers.values), $0.claims) }
        var uses = claims.map { ImageUse(image: $1, container: $0, isRunning: false) }
        for container in containers {
            let record = await container.record
            uses.append(
                ImageUse(image: record.imageID, container: record.id, isRunning: record.state.phase == .running))
        }
        return uses
    }

    func release(_ name: String) {
        state.withLock { _ = $0.names.removeValue(forKey: name) }
    }

    func add(_ container: Container) {
        state.withLock { $0.containers[container.id] = container }
    }

    func forget(_ id: String) {
        state.withLock { state in
            state.containers[id] = nil
            state.names = state.names.filter { $0.value != id }
        }
    }

    /// - Parameter reference: an id, a name with or without its slash, or the beginning of one id.
    func find(_ reference: String) throws(EngineError) -> Container {
        let name = reference.hasPrefix("/") ? String(reference.dropFirst()) : reference
        let found = state.withLock { state -> [Container] in
            if let exact = state.containers[reference] { return [exact] }
            if let id = state.names[name] { return state.containers[id].map { [$0] } ?? [] }
            return name.isEmpty ? [] : state.containers.values.filter { $0.id.hasPrefix(name) }
        }
        guard let first = found.first else { throw EngineError(.notFound, "No such container: \(reference)") }
        guard found.count == 1 else {
            throw EngineError(.invalidArgument, "Multiple IDs found with provided prefix: \(reference)")
        }
        return first
    }
}
