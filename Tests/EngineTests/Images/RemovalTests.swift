import Images
import OCI
import TestSupport
import Testing

@testable import Engine

@Suite struct RemovalTests {
    @Test func theLastNameTakesTheImage() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.pull([bytes(100, 1)], as: "app:1")
            let name = try fixture.registry.reference("app:1")
            try await fixture.service.tag(name.familiar, as: Reference(parsing: "mine"))
            #expect(try await fixture.service.remove("mine") == [.untagged("mine:latest")])
            let removals = try await fixture.service.remove(name.familiar)
            #expect(
                removals == [
                    .untagged(name.familiar), .untagged("\(name.familiarName)@\(image.digest)"), .deleted(image.id),
                    .deletedLayer(try Digest(of: bytes(100, 1))),
                ])
            try fixture.expectEmpty()
        }
    }

    @Test func sharedLayersStay() async throws {
        try await ImageFixture.run { fixture in
            let first = try await fixture.pull([bytes(100, 1), bytes(10, 2)], as: "app:1")
            let second = try await fixture.pull([bytes(100, 1), bytes(10, 3)], as: "other:1")
            #expect(
                try await fixture.service.remove(first.id.short).filter {
                    if case .deletedLayer = $0 { true } else { false }
                }.count == 1)
            #expect(fixture.snapshotter.layers().count == 2)
            #expect(try fixture.service.catalog.isComplete(second.id))
        }
    }

    @Test func anIDWithSeveralNamesMustBeForced() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.pull([bytes(100, 1)], as: "app:1")
            try await fixture.service.tag(image.id.short, as: Reference(parsing: "mine"))
            let error = await #expect(throws: EngineError.self) { try await fixture.service.remove(image.id.short) }
            #expect(error?.code == .conflict)
            #expect(
                error?.message
                    == "conflict: unable to delete \(image.id.short) (must be forced) - "
                    + "image is referenced in multiple repositories"
            )
            #expect(try await fixture.service.remove(image.id.short, force: true).contains(.deleted(image.id)))
            try fixture.expectEmpty()
        }
    }

    @Test func containersKeepTheirImage() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.pull([bytes(100, 1)], as: "app:1")
            let (service, name) = (fixture.service, try fixture.registry.reference("app:1").familiar)
            let container = String(repeating: "c", count: 64)
            fixture.uses.update { $0 = [ImageUse(image: image.id, container: container, isRunning: true)] }
            let byName = await #expect(throws: EngineError.self) { try await service.remove(name) }
            #expect(byName?.code == .conflict)
            #expect(byName?.message.contains("(must force) - container cccccccccccc is using") == true)
            let running = await #expect(throws: EngineError.self) {
                try await service.remove(image.id.short, force: true)
            }
            #expect(running?.message.contains("(cannot be forced)") == true)
            #expect(try await service.prune(all: true).removals == [])
            // Without its name, the image stays as long as the container needs it.
            #expect(try await service.remove(name, force: true).count == 2)
            #expect(try await service.resolve(image.id.short).id == image.id)
            fixture.uses.update { $0 = [ImageUse(image: image.id, container: container, isRunning: false)] }
            let stopped = await #expect(throws: EngineError.self) { try await service.remove(image.id.short) }
            #expect(stopped?.message.contains("(must be forced)") == true)
            #expect(try await service.remove(image.id.short, force: true).contains(.deleted(image.id)))
        }
    }

    @Test func prunesWhatHasNoName() async throws {
        try await ImageFixture.run { fixture in
            let old = try await fixture.pull([bytes(100, 1)], as: "app:1")
            let new = try await fixture.pull([bytes(100, 2)], as: "app:1")
            #expect(old.id != new.id)
            var dangling = ImageFilter()
            dangling.isDangling = true
            #expect(try await fixture.service.list(dangling).map(\.id) == [old.id])
            let pruned = try await fixture.service.prune()
            #expect(pruned.removals.contains(.deleted(old.id)))
            #expect(pruned.reclaimed > 200)
            #expect(try await fixture.service.list().map(\.id) == [new.id])
            #expect(try await fixture.service.prune(all: true).removals.contains(.deleted(new.id)))
            try fixture.expectEmpty()
        }
    }
}
