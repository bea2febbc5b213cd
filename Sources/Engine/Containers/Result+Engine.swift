extension Result where Failure == EngineError, Success: Sendable {
    static func of(_ body: () async throws(EngineError) -> Success) async -> Self {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

extension Task where Failure == Never {
    func valueOrError<Value: Sendable>() async throws(EngineError) -> Value
    where Success == Result<Value, EngineError> {
        try await value.get()
    }
}

/// Carries `body` to its end even when the caller's task is cancelled: a client that leaves does not leave half a
/// change.
func uninterrupted<Value: Sendable>(
    _ body: @escaping @Sendable () async throws(EngineError) -> Value
) async throws(EngineError) -> Value {
    try await Task { await Result.of(body) }.valueOrError()
}
