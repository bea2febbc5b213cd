import Images
import NIOCore
import OCI
import Registry
import TestSupport
import Testing

@testable import Engine

@Suite struct PullFaultTests {
    static let layer = bytes(400_000, 7)

    static func blobPath(_ digest: Digest) -> @Sendable (RecordedRequest) -> Bool {
        { $0.path.hasSuffix("/blobs/\(digest)") }
    }

    /// Faults that no second try mends: nothing is left.
    @Test(arguments: [true, false]) func leavesNothingOfWrongBytes(independent: Bool) async throws {
        try await ImageFixture.run(independent: independent) { fixture in
            try fixture.registry.addImage([bytes(9000, 1), Self.layer], to: "app", tag: "1")
            fixture.registry.fail(.wrongBytes, when: Self.blobPath(try Digest(of: Self.layer)))
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.pull(PullTests.request(fixture))
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.contains("\(try Digest(of: Self.layer))") == true)
            try fixture.expectEmpty()
            fixture.registry.clearFaults()
            #expect(try await fixture.service.pull(PullTests.request(fixture)).isNew)
        }
    }

    @Test func leavesNothingOfALongerBlob() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage([Self.layer], to: "app", tag: "1")
            fixture.registry.fail(.longer(by: 10), when: Self.blobPath(try Digest(of: Self.layer)))
            await #expect(throws: EngineError.self) { try await fixture.service.pull(PullTests.request(fixture)) }
            try fixture.expectEmpty()
        }
    }

    @Test(arguments: [true, false]) func leavesNothingOfAWrongDiffID(independent: Bool) async throws {
        try await ImageFixture.run(independent: independent) { fixture in
            try fixture.registry.addImage(
                [Self.layer], diffIDs: [Digest(of: [1])], to: "app", tag: "1")
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.pull(PullTests.request(fixture))
            }
            #expect(error?.code == .invalidArgument)
            try fixture.expectEmpty()
        }
    }

    @Test func refusesDocumentsThatDoNotFit() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage([Self.layer], diffIDs: [], to: "app", tag: "1")
            fixture.registry.addManifest(ByteBuffer(string: "{}"), to: "app", tag: "2")
            fixture.registry.addManifest(
                ByteBuffer(string: #"{"schemaVersion":1,"fsLayers":[]}"#), to: "app", tag: "3")
            for (tag, code) in [
                ("1", EngineError.Code.invalidArgument), ("2", .invalidArgument), ("3", .notImplemented),
            ] {
                let error = await #expect(throws: EngineError.self) {
                    try await fixture.service.pull(PullTests.request(fixture, "app:\(tag)"))
                }
                #expect(error?.code == code)
            }
            try fixture.expectEmpty()
        }
    }

    @Test func survivesFaultsThatPass() async throws {
        let faults: [RegistryFault] = [.cut(after: 100_000), .status(429), .status(500), .status(503)]
        for fault in faults {
            try await ImageFixture.run { fixture in
                try fixture.registry.addImage([Self.layer], to: "app", tag: "1")
                fixture.registry.fail(fault, times: 1, when: Self.blobPath(try Digest(of: Self.layer)))
                let request = try PullTests.request(fixture)
                #expect(try await fixture.service.pull(request).isNew)
                #expect(try fixture.names("ingest") == [])
            }
        }
    }

    /// A registry that breaks off for good leaves the beginning, and the next pull asks for the rest only.
    @Test(arguments: [true, false]) func resumesWhatBrokeOff(independent: Bool) async throws {
        try await ImageFixture.run(independent: independent) { fixture in
            let digest = try Digest(of: Self.layer)
            try fixture.registry.addImage([Self.layer], to: "app", tag: "1")
            fixture.registry.fail(.cut(after: 150_000), times: 1, when: Self.blobPath(digest))
            fixture.registry.fail(.status(503), when: Self.blobPath(digest))
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.pull(PullTests.request(fixture))
            }
            #expect(error?.code == .unavailable)
            let kept = try #require(try fixture.service.catalog.content.partialBlobs()[digest])
            #expect(kept > 0)
            #expect(try fixture.service.catalog.store.leases().count == 1)
            #expect(try fixture.service.catalog.store.images() == [])

            fixture.registry.clearFaults()
            let service = try await fixture.restarted()
            try await service.recover()
            #expect(try await service.pull(PullTests.request(fixture)).isNew)
            #expect(fixture.registry.blobRequests(digest).last?.header("Range") == "bytes=\(kept)-")
            #expect(try service.catalog.store.leases() == [])
            #expect(try fixture.names("ingest") == [])
            await service.close()
        }
    }

    @Test func startsAnewWhenTheBeginningIsWrong() async throws {
        try await ImageFixture.run { fixture in
            let digest = try Digest(of: Self.layer)
            try fixture.registry.addImage([Self.layer], to: "app", tag: "1")
            let ingest = try fixture.service.catalog.content.ingest(digest, size: nil)
            try ingest.append(bytes(1000, 99))
            ingest.suspend()
            #expect(try await fixture.service.pull(PullTests.request(fixture)).isNew)
            #expect(fixture.registry.blobRequests(digest).map { $0.header("Range") } == ["bytes=1000-", nil])
        }
    }

    @Test func tellsOfAStalledRegistry() async throws {
        try await ImageFixture.run(idleTimeout: .milliseconds(200)) { fixture in
            let digest = try Digest(of: Self.layer)
            try fixture.registry.addImage([Self.layer], to: "app", tag: "1")
            fixture.registry.fail(.stall(after: 0), when: Self.blobPath(digest))
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.pull(PullTests.request(fixture))
            }
            #expect(error?.code == .unavailable)
            #expect(try fixture.service.catalog.store.images() == [])
        }
    }

    /// Cancelled in the middle: what came stays for the next pull, nothing is published.
    @Test func keepsTheBeginningWhenItIsCancelled() async throws {
        try await ImageFixture.run { fixture in
            let digest = try Digest(of: Self.layer)
            try fixture.registry.addImage([Self.layer], to: "app", tag: "1")
            fixture.registry.fail(.stall(after: 200_000), times: 1, when: Self.blobPath(digest))
            let request = try PullTests.request(fixture)
            let (begun, signal) = AsyncStream<Void>.makeStream()
            let pull = Task {
                try await fixture.service.pull(request) { if $0.status == "Downloading" { signal.yield() } }
            }
            for await _ in begun { break }
            pull.cancel()
            let error = await #expect(throws: EngineError.self) { try await pull.value }
            #expect(error?.code == .cancelled)
            #expect(try fixture.service.catalog.content.partialBlobs()[digest].map { $0 > 0 } == true)
            #expect(try fixture.service.catalog.store.images() == [])
            #expect(fixture.snapshotter.layers() == [])
            #expect(try await fixture.service.pull(request).isNew)
        }
    }
}
