import ShimProtocol

/// The clients that wait for an exit, and the exits of execs that some may ask for late.
struct Waiters {
    /// How many exits of execs are remembered.
    private static let rememberedExits = 128

    private var container: [Connection] = []
    private var execs: [String: [Connection]] = [:]
    private var exits: [(exec: String, status: ExitStatus)] = []

    /// Whose exit it is: `nil` is the container's.
    mutating func add(_ connection: Connection, for exec: String?) {
        guard let exec else { return container.append(connection) }
        execs[exec, default: []].append(connection)
    }

    mutating func remove(_ connection: Connection) {
        container.removeAll { $0 === connection }
        execs = execs.compactMapValues { waiting in
            let rest = waiting.filter { $0 !== connection }
            return rest.isEmpty ? nil : rest
        }
    }

    func exit(ofExec id: String) -> ExitStatus? {
        exits.last { $0.exec == id }?.status
    }

    mutating func remember(_ status: ExitStatus, ofExec id: String) {
        if exits.count == Self.rememberedExits { exits.removeFirst() }
        exits.append((id, status))
    }

    mutating func takeAll(forExec id: String) -> [Connection] {
        execs.removeValue(forKey: id) ?? []
    }

    /// Those who wait for the container.
    mutating func takeAllForContainer() -> [Connection] {
        defer { container = [] }
        return container
    }

    /// Those who wait for an exec that there was not, or whose end was not seen.
    mutating func takeAllForExecs() -> [Connection] {
        defer { execs = [:] }
        return execs.values.flatMap { $0 }
    }
}
