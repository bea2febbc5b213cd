extension Container {
    /// - Returns: the name that it had.
    func rename(to name: String) async throws(EngineError) -> String {
        await takeTurn()
        defer { passTurn() }
        let old = record.name
        guard old != name else {
            throw EngineError(
                .invalidArgument, "Renaming a container with the same name as its current name")
        }
        record.name = name
        do {
            try await save()
        } catch {
            record.name = old
            throw error
        }
        publish("rename", ["oldName": "/\(old)"])
        return old
    }
}
