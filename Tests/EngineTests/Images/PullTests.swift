import Images
import OCI
import Registry
import TestSupport
import Testing

@testable import Engine

@Suite struct PullTests {
    static let layers = [bytes(300_000, 1), bytes(50_000, 2), bytes(700_000, 3)]

    static func request<Layers>(_ fixture: ImageFixture<Layers>, _ name: String = "app:1") throws -> PullRequest {
        PullRequest(try fixture.registry.reference(name))
    }

    @Test(arguments: [true, false]) func bringsAnImage(independent: Bool) async throws {
        try await ImageFixture.run(independent: independent) { fixture in
            let manifest = try fixture.registry.addImage(Self.layers, to: "app", tag: "1")
            let log = ProgressLog()
            let pulled = try await fixture.service.pull(Self.request(fixture), progress: log.handler)
            #expect(pulled.isNew)
            #expect(pulled.digest == manifest.digest)

            let resolved = try await fixture.service.resolve("\(fixture.registry.authority)/app:1")
            #expect(resolved.id == pulled.id)
            #expect(try resolved.topLayer == Digest.chainIDs(of: Self.layers.map { try Digest(of: $0) }).last)
            #expect(fixture.snapshotter.layers().count == 3)
            #expect(try fixture.names("ingest") == [])
            #expect(try fixture.names("blobs/sha256").count == 5)
            #expect(try fixture.service.catalog.store.leases() == [])

            let familiar = try Self.request(fixture).reference.familiar
            #expect(log.all.first == ImageProgress(id: "1", "Pulling from app"))
            #expect(log.lines == ["Digest: \(manifest.digest)", "Status: Downloaded newer image for \(familiar)"])
            for layer in Self.layers {
                let statuses = log.statuses(of: try Digest(of: layer).short)
                #expect(statuses.first == "Pulling fs layer")
                #expect(statuses.contains("Downloading"))
                #expect(statuses.last == "Pull complete")
            }
        }
    }

    @Test func readsEachBlobOnce() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage(Self.layers, to: "app", tag: "1")
            _ = try await fixture.service.pull(Self.request(fixture))
            for layer in Self.layers { #expect(try fixture.registry.blobRequests(Digest(of: layer)).count == 1) }
        }
    }

    @Test func isUpToDateTheSecondTime() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage(Self.layers, to: "app", tag: "1")
            let first = try await fixture.service.pull(Self.request(fixture))
            let log = ProgressLog()
            let second = try await fixture.service.pull(Self.request(fixture), progress: log.handler)
            #expect(!second.isNew)
            #expect(second.id == first.id)
            #expect(log.lines.last == "Status: Image is up to date for \(try Self.request(fixture).reference.familiar)")
            #expect(fixture.snapshotter.written == 3)
        }
    }

    @Test func takesLayersThatAreHere() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage(Self.layers, to: "app", tag: "1")
            try fixture.registry.addImage(Array(Self.layers.prefix(2)) + [bytes(10, 9)], to: "other", tag: "1")
            _ = try await fixture.service.pull(Self.request(fixture))
            let log = ProgressLog()
            _ = try await fixture.service.pull(Self.request(fixture, "other:1"), progress: log.handler)
            #expect(try log.statuses(of: Digest(of: Self.layers[0]).short) == ["Already exists"])
            #expect(fixture.snapshotter.written == 4)
        }
    }

    /// The same blob twice in one image, on different stacks: fetched once, unpacked twice.
    @Test(arguments: [true, false]) func fetchesARepeatedLayerOnce(independent: Bool) async throws {
        try await ImageFixture.run(independent: independent) { fixture in
            let layers = [Self.layers[0], Self.layers[1], Self.layers[0]]
            try fixture.registry.addImage(layers, to: "app", tag: "1")
            _ = try await fixture.service.pull(Self.request(fixture))
            #expect(try fixture.registry.blobRequests(Digest(of: Self.layers[0])).count == 1)
            #expect(fixture.snapshotter.layers().count == 3)
        }
    }

    @Test func takesThePlatformFromAnIndex() async throws {
        try await ImageFixture.run { fixture in
            let arm = Platform(os: "linux", architecture: "arm64")
            var entries: [Descriptor] = []
            for platform in [arm, .host] {
                var entry = try fixture.registry.addImage(
                    [bytes(1000, platform == arm ? 1 : 2)], platform: platform, to: "app", tag: "x")
                entry.platform = platform
                entries.append(entry)
            }
            let index = try fixture.registry.addIndex(Index(manifests: entries), to: "app", tag: "1")
            let name = try Self.request(fixture).reference.familiar
            let host = try await fixture.service.pull(Self.request(fixture))
            #expect(host.digest == index.digest)
            #expect(try await fixture.service.inspect(name).target.digest == index.digest)
            let wrong = await #expect(throws: EngineError.self) {
                try await fixture.service.resolve(name, platform: "linux/arm64")
            }
            #expect(wrong?.code == .notFound)

            var request = try Self.request(fixture)
            request.platform = arm
            let other = try await fixture.service.pull(request)
            #expect(other.id != host.id)
            #expect(try await fixture.service.resolve(name, platform: "linux/arm64").id == other.id)
            let strange = PullRequest(request.reference, platform: Platform(os: "linux", architecture: "s390x"))
            let missing = await #expect(throws: EngineError.self) { try await fixture.service.pull(strange) }
            #expect(missing?.code == .notFound)
        }
    }

    /// What a name without an index stands for is brought whatever platform was asked for, but not silently.
    @Test func warnsOfAnImageOfAnotherPlatform() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage([bytes(1000, 1)], to: "app", tag: "1")
            var request = try Self.request(fixture)
            request.platform = Platform(os: "linux", architecture: "s390x")
            for isNew in [true, false] {
                let log = ProgressLog()
                #expect(try await fixture.service.pull(request, progress: log.handler).isNew == isNew)
                let warning = try #require(log.lines.last)
                #expect(warning.hasPrefix("WARNING: image with reference \(request.reference.familiar) was found but"))
                #expect(warning.hasSuffix("does not match the specified platform (linux/s390x)"))
            }
            request.platform = .host
            let log = ProgressLog()
            _ = try await fixture.service.pull(request, progress: log.handler)
            #expect(!log.lines.contains { $0.hasPrefix("WARNING") })
        }
    }

    @Test func aMissingImageIsToldBeforeAnyProgress() async throws {
        try await ImageFixture.run { fixture in
            let log = ProgressLog()
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.pull(Self.request(fixture, "none:1"), progress: log.handler)
            }
            #expect(error?.code == .notFound)
            #expect(log.all == [])
            try fixture.expectEmpty()
        }
    }

    @Test func joinsPullsOfTheSameImage() async throws {
        try await ImageFixture.run { fixture in
            try fixture.registry.addImage(Self.layers, to: "app", tag: "1")
            let request = try Self.request(fixture)
            let images = try await withThrowingTaskGroup(of: PulledImage.self) { group in
                for _ in 0..<6 { group.addTask { try await fixture.service.pull(request) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(images.map(\.id)).count == 1)
            #expect(fixture.snapshotter.written == 3)
            for layer in Self.layers { #expect(try fixture.registry.blobRequests(Digest(of: layer)).count == 1) }
        }
    }

    /// Different images at the same time: what they share comes once.
    @Test(arguments: [true, false]) func sharesLayersThatAreOnTheirWay(independent: Bool) async throws {
        try await ImageFixture.run(independent: independent) { fixture in
            let names = ["a:1", "b:1", "c:1", "d:1"]
            for (index, name) in names.enumerated() {
                let own = bytes(20_000, UInt8(100 + index))
                let stack = index.isMultiple(of: 2) ? Self.layers + [own] : Self.layers.reversed() + [own]
                try fixture.registry.addImage(stack, to: String(name.prefix(1)), tag: "1")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in names {
                    let request = try Self.request(fixture, name)
                    group.addTask { _ = try await fixture.service.pull(request) }
                }
                try await group.waitForAll()
            }
            for layer in Self.layers { #expect(try fixture.registry.blobRequests(Digest(of: layer)).count == 1) }
            #expect(fixture.snapshotter.layers().count == 10)
            #expect(try fixture.service.catalog.store.leases() == [])
        }
    }
}
