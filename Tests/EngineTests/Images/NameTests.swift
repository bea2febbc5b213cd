import Images
import OCI
import TestSupport
import Testing

@testable import Engine

@Suite struct NameTests {
    @Test func findsByNameAndID() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.pull([bytes(100, 1)], as: "app:1")
            let (service, name) = (fixture.service, try fixture.registry.reference("app:1"))
            let digest = try await service.inspect(name.familiar).repoDigests[0]
            let ways = [
                name.familiar, digest, "\(image.id)", image.id.encoded, image.id.short, "sha256:\(image.id.short)",
                "\(name.familiarName):other@\(image.digest)",
            ]
            for way in ways { #expect(try await service.resolve(way).id == image.id, "\(way)") }
        }
    }

    @Test(arguments: [
        ("nothing", EngineError.Code.notFound, "No such image: nothing:latest"),
        ("a/b:2", .notFound, "No such image: a/b:2"),
        ("UPPER", .invalidArgument, "invalid reference format: repository name (library/UPPER) must be lowercase"),
        ("", .invalidArgument, "invalid reference format"),
        (String(repeating: "0", count: 64), .notFound, "No such image: \(String(repeating: "0", count: 64))"),
    ]) func tellsWhatIsNotHere(name: String, code: EngineError.Code, message: String) async throws {
        try await ImageFixture.run { fixture in
            let error = await #expect(throws: EngineError.self) { try await fixture.service.resolve(name) }
            #expect(error?.code == code)
            #expect(error?.message == message)
        }
    }

    @Test func tagsAndLists() async throws {
        try await ImageFixture.run { fixture in
            let service = fixture.service
            let old = try await fixture.pull([bytes(100, 1)], as: "app:1")
            let new = try await fixture.pull([bytes(100, 1), bytes(50, 2)], as: "other:1")
            let name = try fixture.registry.reference("app:1").familiar
            try await service.tag(name, as: Reference(parsing: "mine"))
            try await service.tag(old.id.short, as: Reference(parsing: "mine:2"))

            var summaries = try await service.list(sharedSize: true, containers: true)
            #expect(Set(summaries.map(\.id)) == [old.id, new.id])
            let first = try #require(summaries.first { $0.id == old.id })
            #expect(first.repoTags == [name, "mine:2", "mine:latest"].sorted())
            #expect(first.size == 100)
            #expect(first.sharedSize == 100)
            #expect(first.containers == 0)
            #expect(summaries.first { $0.id == new.id }?.size == 150)

            var filter = ImageFilter()
            filter.references = ["mine:*"]
            summaries = try await service.list(filter)
            #expect(summaries.map(\.repoTags) == [["mine:2", "mine:latest"]])
            filter.references = ["mine"]
            #expect(try await service.list(filter).count == 1)
            var malformed = ImageFilter()
            malformed.references = ["["]
            let wrong = malformed
            let error = await #expect(throws: EngineError.self) { try await service.list(wrong) }
            #expect(error?.code == .invalidArgument)
            filter = ImageFilter()
            filter.isDangling = true
            #expect(try await service.list(filter).isEmpty)
        }
    }

    @Test func showsTheHistoryNewestFirst() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.pull([bytes(100, 1), bytes(50, 2)], as: "app:1")
            let history = try await fixture.service.history(image.id.short)
            #expect(history.map(\.size) == [50, 100])
            #expect(history.map(\.id) == [image.id, nil])
            #expect(history[0].tags == [try fixture.registry.reference("app:1").familiar])
        }
    }

    @Test func writesTheLayoutsIndex() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.pull([bytes(100, 1)], as: "app:1")
            try await fixture.service.tag(image.id.short, as: Reference(parsing: "mine"))
            let catalog = fixture.service.catalog
            let name = try #require(try catalog.name(Reference(parsing: "mine")))
            #expect(name.target.digest == image.digest)
            let text = try fixture.text("index.json")
            #expect(text.contains("docker.io/library/mine:latest"))
        }
    }
}
