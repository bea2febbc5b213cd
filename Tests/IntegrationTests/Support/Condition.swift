/// Waits for what no event tells.
///
/// - Throws: ``FixtureFailure`` when it did not come to be in half a minute.
func eventually(
    _ what: String, every interval: Duration = .milliseconds(20), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw FixtureFailure("waited in vain: \(what)") }
        try await Task.sleep(for: interval)
    }
}
