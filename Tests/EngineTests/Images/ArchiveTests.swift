import FoundationEssentials
import Images
import JSON
import NIOCore
import OCI
import Snapshots
import TestSupport
import Testing

@testable import Engine

@Suite struct ArchiveTests {
    static let layers = [bytes(400_000, 1), bytes(5000, 2)]

    /// A body of pieces of this size.
    static func body(_ bytes: [UInt8], piece: Int = 10_000) -> AsyncByteChunks {
        AsyncByteChunks(bytes: bytes, piece: piece)
    }

    static func save<Layers>(_ fixture: ImageFixture<Layers>, _ names: [String]) async throws -> [UInt8] {
        try await fixture.service.save(names).reduce(into: []) { $0 += $1.readableBytesView }
    }

    @Test(arguments: [true, false]) func whatIsSavedLoads(independent: Bool) async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            let name = try fixture.registry.reference("app:1").familiar
            try await fixture.service.tag(name, as: Reference(parsing: "mine:2"))
            let archive = try await Self.save(fixture, [name, "mine:2", pulled.id.short])
            try await ImageFixture.run(independent: independent) { second in
                let loaded = try await second.service.load(Self.body(archive))
                #expect(Set([.named(name), .named("mine:2")]) == Set(loaded))
                let details = try await second.service.inspect("mine:2")
                #expect(details.id == pulled.id)
                #expect(details.target.digest == pulled.digest)
                #expect(try second.service.catalog.isComplete(pulled.id))
                #expect(try second.names("ingest") == [])
                #expect(try second.service.catalog.store.leases() == [])
                let again = try await Self.save(second, [name, "mine:2"])
                #expect(again == archive)
            }
        }
    }

    @Test func savesAllTagsOfARepositoryAndImagesWithoutNames() async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            for tag in ["mine:1", "mine:2"] {
                try await fixture.service.tag(pulled.id.short, as: Reference(parsing: tag))
            }
            let (all, unnamed) = (
                try await Self.save(fixture, ["mine"]), try await Self.save(fixture, [pulled.id.short])
            )
            try await ImageFixture.run { second in
                #expect(try await second.service.load(Self.body(unnamed)) == [.unnamed(pulled.id)])
                let loaded = try await second.service.load(Self.body(all))
                #expect(loaded == [.named("mine:1"), .named("mine:2")])
            }
            let missing = await #expect(throws: EngineError.self) { try await fixture.service.save(["none"]) }
            #expect(missing?.code == .notFound)
        }
    }

    /// As programs make it that know Docker's format only: layers in directories of their own, a link between two.
    static func dockerArchive(layer: [UInt8], diffID: Digest? = nil, layers: [String] = ["a/layer.tar", "b/layer.tar"])
        throws -> [UInt8]
    {
        let diffID = try diffID ?? Digest(of: layer)
        let config = ImageConfiguration(platform: .host, diffIDs: [diffID, diffID]).json()
        let entry = DockerArchiveEntry(config: "config.json", repoTags: ["classic:1"], layers: layers)
        return try ArchiveFixture { archive in
            archive.directory("a/")
            archive.file("a/VERSION", "1.0")
            archive.add(ArchiveFixture.entry(.file, "a/layer.tar", 0o644), content: layer)
            archive.symbolicLink("b/layer.tar", to: "../a/layer.tar")
            archive.add(ArchiveFixture.entry(.file, "./config.json", 0o644), content: config)
            archive.add(
                ArchiveFixture.entry(.file, "manifest.json", 0o644), content: [entry].json())
        }.bytes()
    }

    @Test func loadsDockersClassicForm() async throws {
        try await ImageFixture.run { fixture in
            let archive = try Self.dockerArchive(layer: bytes(3000, 5))
            #expect(try await fixture.service.load(Self.body(archive)) == [.named("classic:1")])
            #expect(fixture.snapshotter.layers().count == 2)
            // What the archive had besides is not kept: configuration, manifest and one layer are.
            #expect(try fixture.names("blobs/sha256").count == 3)
        }
    }

    @Test(
        .enabled(
            if: ToolProcess.isInstalled("tar") && ToolProcess.isInstalled("gzip") && ToolProcess.isInstalled("zstd")))
    func tarReadsAndWritesThem() async throws {
        try await ImageFixture.run { fixture in
            let pulled = try await fixture.pull(Self.layers, as: "app:1")
            let saved = try await Self.save(fixture, [fixture.registry.reference("app:1").familiar])
            let directory = "\(fixture.path)/unpacked"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try Data(saved).write(to: URL(filePath: "\(fixture.path)/saved.tar"))
            try ToolProcess.run(["tar", "-xf", "\(fixture.path)/saved.tar", "-C", directory])
            try ToolProcess.run(["tar", "-cf", "\(fixture.path)/again.tar", "-C", directory, "."])
            try ToolProcess.run(["gzip", "-k", "\(fixture.path)/again.tar"])
            try ToolProcess.run(["zstd", "-q", "-k", "\(fixture.path)/again.tar"])
            for form in ["again.tar", "again.tar.gz", "again.tar.zst"] {
                let archive = try #require(FileManager.default.contents(atPath: "\(fixture.path)/\(form)"))
                try await ImageFixture.run { second in
                    _ = try await second.service.load(Self.body(Array(archive)))
                    let images = try second.service.catalog.store.images()
                    #expect(images.map(\.id) == [pulled.id])
                }
            }
        }
    }

    @Test func leavesNothingOfBadArchives() async throws {
        let good = try Self.dockerArchive(layer: bytes(3000, 5))
        let wrongBlob = try ArchiveFixture { $0.file("blobs/sha256/\(String(repeating: "0", count: 64))", "x") }.bytes()
        let escape = try ArchiveFixture { $0.file("../../etc/passwd", "x") }.bytes()
        let unreadable = try ArchiveFixture { $0.file("manifest.json", "[{") }.bytes()
        let bad: [(String, [UInt8])] = [
            ("empty", []), ("no archive", bytes(5000, 1)), ("cut short", Array(good.prefix(good.count / 2))),
            ("no images", try ArchiveFixture { $0.file("x", "y") }.bytes()), ("wrong blob", wrongBlob),
            ("escape", escape),
            ("unreadable", unreadable),
            ("wrong layer", try Self.dockerArchive(layer: bytes(10, 1), diffID: Digest(of: [2]))),
            ("missing layer", try Self.dockerArchive(layer: bytes(10, 1), layers: ["a/layer.tar", "c/layer.tar"])),
            ("too few layers", try Self.dockerArchive(layer: bytes(10, 1), layers: ["a/layer.tar"])),
            ("a damaged gzip stream", [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ]
        try await ImageFixture.run { fixture in
            for (what, archive) in bad {
                let error = await #expect(throws: EngineError.self, "\(what)") {
                    try await fixture.service.load(Self.body(archive))
                }
                #expect(error?.code == .invalidArgument, "\(what): \(error?.message ?? "")")
                try fixture.expectEmpty()
            }
        }
    }

    /// Two images, each of a configuration and one layer; of the second the diff ID is as given.
    static func archiveOfTwo(second diffID: Digest) throws -> [UInt8] {
        let layers = [bytes(3000, 5), bytes(2000, 6)]
        let configurations = try [Digest(of: layers[0]), diffID].map {
            ImageConfiguration(platform: .host, diffIDs: [$0]).json()
        }
        let entries = (0..<2).map {
            DockerArchiveEntry(config: "\($0).json", repoTags: ["many:\($0)"], layers: ["\($0).tar"])
        }
        let manifest = entries.json()
        return try ArchiveFixture { archive in
            for number in 0..<2 {
                archive.add(ArchiveFixture.entry(.file, "\(number).tar", 0o644), content: layers[number])
                archive.add(ArchiveFixture.entry(.file, "\(number).json", 0o644), content: configurations[number])
            }
            archive.add(ArchiveFixture.entry(.file, "manifest.json", 0o644), content: manifest)
        }.bytes()
    }

    @Test func severalImagesComeAllOrNotAtAll() async throws {
        try await ImageFixture.run { fixture in
            let broken = try Self.archiveOfTwo(second: Digest(of: [2]))
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.load(Self.body(broken))
            }
            #expect(error?.code == .invalidArgument)
            try fixture.expectEmpty()

            let whole = try Self.archiveOfTwo(second: Digest(of: bytes(2000, 6)))
            #expect(try await fixture.service.load(Self.body(whole)) == [.named("many:0"), .named("many:1")])
        }
    }

    @Test func loadsOnlyWhatIsForThePlatform() async throws {
        let archive = try Self.dockerArchive(layer: bytes(3000, 5))
        try await ImageFixture.run { fixture in
            let other = Platform(os: "linux", architecture: "mips64le")
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.load(Self.body(archive), platform: other)
            }
            #expect(error?.message == "the archive has no image for linux/mips64le")
            try fixture.expectEmpty()
            #expect(try await fixture.service.load(Self.body(archive), platform: .host) == [.named("classic:1")])
        }
    }

    /// One seed, many damaged archives: each is taken whole or leaves nothing.
    @Test func survivesMutation() async throws {
        let good = try Self.dockerArchive(layer: bytes(600, 5))
        var random = SplitMix(seed: 3)
        try await ImageFixture.run { fixture in
            for _ in 0..<150 {
                var archive = good
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    archive[Int.random(in: 0..<archive.count, using: &random)] = UInt8.random(
                        in: 0...255, using: &random)
                }
                if (try? await fixture.service.load(Self.body(archive))) != nil {
                    _ = try await fixture.service.prune(all: true)
                }
                try fixture.expectEmpty()
            }
        }
    }

    @Test func tellsOfABodyThatBreaksOff() async throws {
        struct Gone: Error {}
        try await ImageFixture.run { fixture in
            let archive = try Self.dockerArchive(layer: bytes(300_000, 5))
            let body = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
                continuation.yield(ByteBuffer(bytes: archive.prefix(100_000)))
                continuation.finish(throwing: Gone())
            }
            let error = await #expect(throws: EngineError.self) { try await fixture.service.load(body) }
            #expect(error?.cause is Gone)
            try fixture.expectEmpty()
        }
    }

    @Test func importsARootFilesystem() async throws {
        try await ImageFixture.run { fixture in
            let root = bytes(9000, 4)
            let request = ImportRequest(
                reference: try Reference(parsing: "rootfs:1"), message: "by hand", changes: [#"CMD ["sh"]"#, "ENV A=b"])
            let id = try await fixture.service.import(Self.body(root), request)
            let image = try await fixture.service.resolve("rootfs:1")
            #expect(image.id == id)
            #expect(image.configuration.config?.cmd == ["sh"])
            #expect(image.topLayer == (try Digest(of: root)))
            #expect(try await fixture.service.history("rootfs:1").map(\.comment) == ["by hand"])
            #expect(try fixture.service.catalog.store.leases() == [])
            let wrong = ImportRequest(changes: ["RUN x"])
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.import(Self.body(root), wrong)
            }
            #expect(error?.message == "RUN is not a valid change command")
        }
    }
}

/// Bytes as a client sends them.
struct AsyncByteChunks: AsyncSequence, Sendable {
    let bytes: [UInt8]
    let piece: Int

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes[...], piece: piece) }

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: ArraySlice<UInt8>
        let piece: Int

        mutating func next() async -> ByteBuffer? {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(piece) }
            return ByteBuffer(bytes: rest.prefix(piece))
        }
    }
}
