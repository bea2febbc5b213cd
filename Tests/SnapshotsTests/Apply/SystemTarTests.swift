import Glibc
import OCI
import Snapshots
import TestSupport
import Testing

/// Archives by the system's own `tar`, `gzip` and `zstd`: a layer's tree is what `tar` itself extracts.
@Suite(.enabled(if: getuid() == 0, "owning files needs root"), .enabled(if: ToolProcess.isInstalled("tar")))
struct SystemTarTests {
    struct Packing: Sendable, CustomTestStringConvertible {
        var options: [String]
        var compressor: [String]?
        var testDescription: String { (options + (compressor ?? [])).joined(separator: " ") }
    }

    private static let all = ["--xattrs", "--xattrs-include=*"]

    static let packings = [
        Packing(options: ["--format=gnu"]),
        Packing(options: ["--format=gnu", "--sparse"], compressor: ["gzip", "-n"]),
        Packing(options: ["--format=posix"] + all, compressor: ["gzip", "-n1"]),
        Packing(options: ["--format=posix", "--sparse", "--sparse-version=0.0"] + all),
        Packing(options: ["--format=posix", "--sparse", "--sparse-version=0.1"] + all),
        Packing(options: ["--format=posix", "--sparse", "--sparse-version=1.0"] + all, compressor: ["zstd", "-q"]),
    ]

    @Test(arguments: packings)
    func sameTree(_ packing: Packing) throws {
        try TemporaryDirectory.with { directory in
            let (source, archive, extracted) = (directory + "/source", directory + "/tar", directory + "/extracted")
            try RandomTree.make(source, seed: 42)
            try ToolProcess.run(["tar", "-C", source, "--numeric-owner", "-cf", archive] + packing.options + ["."])
            try ToolProcess.run(["mkdir", extracted])
            try ToolProcess.run(["tar", "-C", extracted, "--numeric-owner"] + Self.all + ["-xpf", archive])
            let plain = try Self.content(archive)
            if let compressor = packing.compressor {
                try ToolProcess.run([
                    "sh", "-c", "\(compressor.joined(separator: " ")) < \(archive) > \(archive).packed",
                ])
            }
            let blob = packing.compressor == nil ? plain : try Self.content(archive + ".packed")
            let layer = try LayerFixture(plain, blob: blob)
            try layer.apply(to: OverlaySnapshotter(root: directory + "/snapshots"), pieceSize: 10_007)
            let tree = "\(directory)/snapshots/layers/\(layer.chainID.encoded)/fs"
            let expected = try TreeSummary.lines(extracted)
            let found = try TreeSummary.lines(tree)
            #expect(found.count == expected.count && found.count > 100)
            for (left, right) in zip(found, expected) { #expect(left == right) }
            if packing.options.contains("--sparse") { #expect(try Self.blocks(tree + "/sparse") < 200) }
        }
    }

    /// What is written of a tree, `tar` reads as the same tree, to the second.
    @Test func writtenArchive() throws {
        try TemporaryDirectory.with { directory in
            let (source, archive, extracted) = (directory + "/source", directory + "/tar", directory + "/extracted")
            try RandomTree.make(source, seed: 43)
            try ToolProcess.run(["sh", "-c", "cd \(source) && find . -exec touch -h -d @1234567 {} +"])
            let collected = ByteCollector()
            try LayerArchiveWriter { bytes throws(SnapshotError) in collected.append(bytes) }.writeTree(source)
            try Self.write(collected.bytes, to: archive)
            try ToolProcess.run(["mkdir", extracted])
            try ToolProcess.run(["tar", "-C", extracted, "--numeric-owner"] + Self.all + ["-xpf", archive])
            let expected = try TreeSummary.lines(source)
            for (left, right) in zip(try TreeSummary.lines(extracted), expected) { #expect(left == right) }
            #expect(expected.count > 100)
        }
    }

    private static func blocks(_ path: String) throws -> Int {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return Int(status.st_blocks)
    }

    private static func content(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { content += buffer[..<count] }
        return content
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}
