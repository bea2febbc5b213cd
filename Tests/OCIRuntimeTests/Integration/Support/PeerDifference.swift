import Testing

/// What a peer is known to do otherwise. The scenario runs there all the same, and fails when it finds no difference.
struct PeerDifference: TestTrait, TestScoping {
    fileprivate let peer: RuntimeUnderTest.Peer
    fileprivate let reason: Comment

    /// A test's cases need not all differ.
    func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        testCase == nil && RuntimeUnderTest.peer == peer ? self : nil
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await withKnownIssue(reason) { try await function() }
    }
}

extension Trait where Self == PeerDifference {
    /// - Parameter reason: what the peer does.
    static func differs(on peer: RuntimeUnderTest.Peer, _ reason: Comment) -> Self {
        Self(peer: peer, reason: reason)
    }
}
