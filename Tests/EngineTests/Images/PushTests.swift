import Images
import OCI
import TestSupport
import Testing

@testable import Engine

@Suite struct PushTests {
    static let layers = [bytes(3_000_000, 1), bytes(50_000, 2)]

    @Test func bringsEverythingThatAPullNeeds() async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            try await InMemoryRegistry.run { other in
                let target = try other.reference("copy:2")
                try await fixture.service.tag(pulled.id.short, as: target)
                let log = ProgressLog()
                let pushed = try await fixture.service.push(PushRequest(target), progress: log.handler)
                #expect(pushed.digest == pulled.digest)
                #expect(pushed.tag == "2")
                #expect(log.lines.first == "The push refers to repository [\(target.name)]")
                #expect(log.lines.contains("2: digest: \(pushed.digest) size: \(pushed.size)"))
                #expect(log.all.last?.pushed == pushed)
                let statuses = log.statuses(of: try Digest(of: Self.layers[0]).short)
                #expect(statuses.first == "Preparing")
                #expect(statuses.contains("Pushing"))
                #expect(statuses.last == "Pushed")
                #expect(
                    try await fixture.service.inspect(target.familiar).repoDigests.contains {
                        $0.hasPrefix(target.name)
                    })

                try await ImageFixture.run { second in
                    let copy = try await second.service.pull(PullRequest(target))
                    #expect(copy.id == pulled.id)
                }
            }
        }
    }

    @Test func skipsAndMounts() async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            let again = try fixture.registry.reference("app:2")
            let elsewhere = try fixture.registry.reference("copy:1")
            let id = try Digest(of: Self.layers[0]).short
            for (target, status) in [(again, "Layer already exists"), (elsewhere, "Mounted from app")] {
                try await fixture.service.tag(pulled.id.short, as: target)
                let log = ProgressLog()
                _ = try await fixture.service.push(PushRequest(target), progress: log.handler)
                #expect(log.statuses(of: id).last == status)
            }
        }
    }

    @Test func bringsAllTagsOfARepository() async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            for name in ["copy:1", "copy:2", "copying:3"] {
                try await fixture.service.tag(pulled.id.short, as: fixture.registry.reference(name))
            }
            let repository = try fixture.registry.reference("copy")
            for _ in 1...2 {
                let pushed = try await fixture.service.pushAll(of: repository, credentials: nil)
                #expect(pushed.map(\.tag) == ["1", "2"])
                #expect(pushed.allSatisfy { $0.digest == pulled.digest })
            }
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.pushAll(of: fixture.registry.reference("none"), credentials: nil)
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test func refusesWhatIsNotHere() async throws {
        try await ImageFixture.run { fixture in
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.push(PushRequest(fixture.registry.reference("none:1")))
            }
            #expect(error?.code == .notFound)
            #expect(error?.message.hasPrefix("An image does not exist locally with the tag: ") == true)
        }
    }

    @Test func tellsWhatTheRegistrySays() async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            let target = try fixture.registry.reference("copy:1")
            try await fixture.service.tag(pulled.id.short, as: target)
            fixture.registry.fail(.status(500)) { $0.method == "POST" }
            let error = await #expect(throws: EngineError.self) { try await fixture.service.push(PushRequest(target)) }
            #expect(error?.code == .unavailable)
        }
    }
}
