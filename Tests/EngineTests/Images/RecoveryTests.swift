import Images
import Linux
import OCI
import TestSupport
import Testing

@testable import Engine

/// What an engine that starts makes of another one's unfinished images.
@Suite struct RecoveryTests {
    /// A pull that broke off, with the beginning of a layer here.
    private func breakOff(_ fixture: ImageFixture<HashingSnapshotter>) async throws -> Digest {
        let layer = PullFaultTests.layer
        let digest = try Digest(of: layer)
        try fixture.registry.addImage([bytes(9000, 1), layer], to: "app", tag: "1")
        fixture.registry.fail(.cut(after: 150_000), times: 1, when: PullFaultTests.blobPath(digest))
        fixture.registry.fail(.status(503), when: PullFaultTests.blobPath(digest))
        await #expect(throws: EngineError.self) { try await fixture.service.pull(PullTests.request(fixture)) }
        return digest
    }

    @Test func keepsAPullThatBrokeOffForADay() async throws {
        try await ImageFixture.run { fixture in
            let digest = try await breakOff(fixture)
            let service = try await fixture.restarted()
            try await service.recover()
            let lease = try #require(try service.catalog.store.leases().first)
            #expect((1...86_400).contains(lease.expiresAt.seconds - Timestamp.now().seconds))
            #expect(try service.catalog.content.partialBlobs().keys.contains(digest))
            #expect(try await service.list().isEmpty)
            #expect(try await service.count() == 0)
            await service.close()
        }
    }

    @Test func clearsAPullWhoseLeaseHasEnded() async throws {
        try await ImageFixture.run { fixture in
            _ = try await breakOff(fixture)
            let store = fixture.service.catalog.store
            var lease = try #require(try store.leases().first)
            lease.expiresAt = Timestamp(seconds: Timestamp.now().seconds - 1)
            try store.release(lease.id)
            try store.acquire(lease)
            let service = try await fixture.restarted()
            try await service.recover()
            try fixture.expectEmpty(service)
            await service.close()
        }
    }

    /// Only a pull finds again what it began.
    @Test(arguments: ["load", "import"]) func clearsWhatNothingTakesUp(purpose: String) async throws {
        try await ImageFixture.run { fixture in
            let images = LeasedImages(purpose, in: fixture.service.catalog)
            _ = try images.write(bytes(100, 1), .ociLayer)
            let ingest = try fixture.service.catalog.content.ingestUnnamed()
            try ingest.append(bytes(100, 2))
            // As a crash leaves it: `ingest` is still open.
            let service = try await fixture.restarted()
            try await service.recover()
            try fixture.expectEmpty(service)
            ingest.discard()
            await service.close()
        }
    }
}
