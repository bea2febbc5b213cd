import TestSupport
import Testing

@testable import Snapshots

struct TarReaderTests {
    private func read(
        _ archive: [UInt8], limits: LayerLimits = LayerLimits(), pieceSize: Int = .max
    ) throws -> [(entry: TarEntry, content: [UInt8])] {
        let reader = TarReader(MemorySource(archive, pieceSize: pieceSize), limits: limits)
        var result: [(TarEntry, [UInt8])] = []
        while let entry = try reader.next() {
            var content: [UInt8] = []
            while case let bytes = try reader.read(1000), !bytes.isEmpty { content += bytes }
            result.append((entry, content))
        }
        return result
    }

    private func expect(_ code: SnapshotError.Code, _ archive: [UInt8], limits: LayerLimits = LayerLimits()) {
        let error = #expect(throws: SnapshotError.self) { _ = try read(archive, limits: limits) }
        #expect(error?.code == code)
    }

    /// A header as old as they come: no magic.
    private func header(
        _ type: Character, _ name: String, size: String = "0", change: (inout [UInt8]) -> Void = { _ in }
    )
        -> [UInt8]
    {
        var block = [UInt8](repeating: 0, count: 512)
        func set(_ text: String, _ start: Int) {
            block.replaceSubrange(start..<start + text.utf8.count, with: text.utf8)
        }
        set(name, 0)
        set("644", 100)
        set(size, 124)
        set("1750", 136)
        block[156] = type.asciiValue ?? 0
        change(&block)
        set("        ", 148)
        set(String(block.reduce(0) { $0 + Int($1) }, radix: 8) + "\0", 148)
        return block
    }

    private func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }

    private func extended(_ type: Character, _ records: [(String, String)]) -> [UInt8] {
        let text = records.map { key, value in
            var length = key.utf8.count + value.utf8.count + 3
            length += String(length + String(length).count).count
            return "\(length) \(key)=\(value)\n"
        }.joined()
        return header(type, "pax", size: String(text.utf8.count, radix: 8)) + padded(Array(text.utf8))
    }

    private let end = [UInt8](repeating: 0, count: 1024)

    @Test func readsWhatTheWriterWrites() throws {
        let longName = String(repeating: "directory/", count: 30) + "file"
        var special = ArchiveFixture.entry(.file, "sp\u{e9}cial", 0o4755)
        special.user = 3_000_000
        special.group = 4_294_967_294
        special.modified = FileTime(seconds: -5)
        special.attributes = [ExtendedAttribute(name: Array("user.a".utf8), value: [0, 10, 255, 61])]
        var device = ArchiveFixture.entry(.characterDevice, "dev/x", 0o600)
        (device.deviceMajor, device.deviceMinor) = (4095, 1_048_575)
        let archive = try ArchiveFixture { archive in
            archive.directory("a/")
            archive.file("a/b", "content")
            archive.file(longName, String(repeating: "x", count: 5000))
            archive.symbolicLink("link", to: longName)
            archive.hardLink("hard", to: "a/b")
            archive.add(special, content: [1])
            archive.add(device)
        }.bytes()
        for pieceSize in [1, 100, 512, 513, .max] {
            let found = try read(archive, pieceSize: pieceSize)
            #expect(
                found.map { String(decoding: $0.entry.path, as: UTF8.self) }
                    == ["a/", "a/b", longName, "link", "hard", "sp\u{e9}cial", "dev/x"])
            #expect(found[1].content == Array("content".utf8))
            #expect(found[2].content.count == 5000)
            #expect(found[3].entry.linkTarget == Array(longName.utf8))
            special.size = 1
            #expect(found[5].entry == special)
            #expect(found[6].entry == device)
        }
    }

    @Test func readsOldHeaders() throws {
        let archive =
            header("\0", "old/") + header("\0", "old/file", size: "3") + padded([1, 2, 3]) + header("7", "contiguous")
        let found = try read(archive + end)
        #expect(found.map(\.entry.kind) == [.directory, .file, .file])
        #expect(found[1].content == [1, 2, 3])
        // An archive may end where its source does.
        #expect(try read(archive).count == 3)
        #expect(try read(archive + [UInt8](repeating: 0, count: 512)).count == 3)
        #expect(try read(end + header("0", "after")).isEmpty)
        #expect(try read([]).isEmpty)
    }

    @Test func readsGNUNames() throws {
        let name = String(repeating: "n", count: 300)
        let long = header("L", "././@LongLink", size: String(301, radix: 8)) + padded(Array(name.utf8) + [0])
        let link = header("K", "././@LongLink", size: String(300, radix: 8)) + padded(Array(name.utf8))
        let found = try read(link + long + header("2", "short") + header("0", "next") + end)
        #expect(found[0].entry.path == Array(name.utf8))
        #expect(found[0].entry.linkTarget == Array(name.utf8))
        #expect(found[1].entry.path == Array("next".utf8))
    }

    @Test func readsRecords() throws {
        let global = extended("g", [("comment", "x"), ("uid", "7"), ("mtime", "99.5")])
        let local = extended(
            "x",
            [
                ("path", "b/\u{fc}"), ("mtime", "-1.25"), ("size", "2"), ("gid", "70000"),
                ("LIBARCHIVE.xattr.user.%61b", "AQI"),
                ("SCHILY.xattr.user.z", "old"), ("SCHILY.xattr.user.z", "new"),
            ])
        let found = try read(global + header("0", "a") + local + header("0", "b", size: "777") + padded([1, 2]) + end)
        #expect(found[0].entry.user == 7)
        #expect(found[0].entry.modified == FileTime(seconds: 99, nanoseconds: 500_000_000))
        #expect(found[1].entry.path == Array("b/\u{fc}".utf8))
        #expect(found[1].entry.user == 7 && found[1].entry.group == 70_000)
        #expect(found[1].entry.modified == FileTime(seconds: -2, nanoseconds: 750_000_000))
        #expect(found[1].content == [1, 2])
        let attributes = found[1].entry.attributes.map { String(decoding: $0.name, as: UTF8.self) }
        #expect(attributes == ["user.ab", "user.z"])
        #expect(found[1].entry.attributes.map(\.value) == [[1, 2], Array("new".utf8)])
    }

    @Test func readsBinaryNumbers() throws {
        let big = header("0", "big") { block in
            block.replaceSubrange(108..<116, with: [0x80, 0, 0, 0, 0, 0x2d, 0xc6, 0xc0])
            block.replaceSubrange(136..<148, with: [UInt8](repeating: 0xff, count: 12))
        }
        let found = try read(big + end)
        #expect(found[0].entry.user == 3_000_000)
        #expect(found[0].entry.modified.seconds == -1)
    }

    @Test func readsSparseRecords() throws {
        let content = [UInt8](repeating: 5, count: 6)
        let data = header("0", "GNUSparseFile.1/s", size: "6") + padded(content)
        let size = ("GNU.sparse.size", "100")
        let maps = [
            [
                size, ("GNU.sparse.numblocks", "2"), ("GNU.sparse.offset", "10"), ("GNU.sparse.numbytes", "4"),
                ("GNU.sparse.offset", "98"), ("GNU.sparse.numbytes", "2"),
            ],
            [size, ("GNU.sparse.map", "10,4,98,2"), ("GNU.sparse.name", "s")],
        ]
        for map in maps {
            let found = try read(extended("x", map) + data + header("0", "next") + end)
            #expect(found[0].entry.size == 100)
            #expect(found[0].entry.regions == [FileRegion(offset: 10, length: 4), FileRegion(offset: 98, length: 2)])
            #expect(found[0].content == content)
            #expect(found[1].entry.path == Array("next".utf8))
        }
        for map in ["10,4,12,2", "98,6", "10,5,98,1,1", "10,4", "10,-4,20,10", "9223372036854775807,6"] {
            expect(.invalidArchive, extended("x", [size, ("GNU.sparse.map", map)]) + data + end)
        }
    }

    @Test func rejectsMalformed() throws {
        let good = header("0", "file", size: "3") + padded([1, 2, 3])
        var damaged = good
        damaged[0] ^= 1
        expect(.invalidArchive, damaged + end)
        for cut in [1, 100, 511, 513, 514, 1023] { expect(.invalidArchive, Array(good.prefix(cut))) }
        expect(.invalidArchive, header("0", "x", size: "9"))
        expect(
            .invalidArchive,
            header("0", "x") { $0.replaceSubrange(124..<136, with: [UInt8](repeating: 0xff, count: 12)) })
        expect(
            .limitExceeded,
            header("0", "x") {
                $0.replaceSubrange(124..<136, with: [0x80, 0, 0, 0, 0x70] + [UInt8](repeating: 0xff, count: 7))
            })
        expect(.invalidArchive, header("V", "volume") + end)
        expect(
            .invalidArchive,
            header("0", "x") { $0.replaceSubrange(108..<116, with: [UInt8](repeating: 0xff, count: 8)) } + end)
        expect(.invalidArchive, [UInt8](repeating: 0, count: 512) + good + end)
        for records in ["7 a=b", "999 path=x\n", "x path=y\n", "5 =b\n", "-9 a=b\n", "6 a=b"] {
            let blob = header("x", "pax", size: String(records.utf8.count, radix: 8)) + padded(Array(records.utf8))
            expect(.invalidArchive, blob + good + end)
        }
        for record in [("path", "a\0b"), ("size", "-1"), ("uid", "4294967295"), ("gid", "-1"), ("mtime", "soon")] {
            expect(.invalidArchive, extended("x", [record]) + good + end)
        }
        expect(.invalidArchive, extended("x", [("comment", "nothing follows")]))
    }

    @Test func holdsToLimits() throws {
        var limits = LayerLimits()
        limits.extendedHeaderSize = 4096
        limits.attributeSize = 10
        limits.sparseRegions = 2
        let good = header("0", "file") + end
        expect(.limitExceeded, extended("x", [("comment", String(repeating: "x", count: 5000))]) + good, limits: limits)
        let many = (0..<20).flatMap { extended("x", [("comment", "\($0)")]) }
        expect(.limitExceeded, many + good, limits: limits)
        expect(.limitExceeded, extended("x", [("SCHILY.xattr.user.a", "12345678901")]) + good, limits: limits)
        expect(.limitExceeded, extended("x", [("GNU.sparse.map", "1,1,2,1,3,1")]) + good, limits: limits)
    }

    @Test func survivesDamage() throws {
        var generator = SplitMix(seed: 11)
        let archive =
            extended("x", [("mtime", "1.5"), ("SCHILY.xattr.user.a", "b"), ("path", "long/name")])
            + (try ArchiveFixture { archive in
                archive.directory("d/")
                archive.file("d/f", String(repeating: "y", count: 700))
                archive.file(String(repeating: "z", count: 200), "text")
                archive.symbolicLink("l", to: "d")
            }.bytes())
        var (accepted, rejected) = (0, 0)
        for _ in 0..<4000 {
            let damaged = Mutation.withCorrectChecksums(Mutation.apply(to: archive, &generator))
            do {
                _ = try read(damaged, pieceSize: .random(in: 1...2000, using: &generator))
                accepted += 1
            } catch {
                rejected += 1
            }
        }
        #expect(accepted > 100 && rejected > 100)
    }
}
