import TestSupport
import Testing

@testable import Snapshots

struct DecompressorTests {
    /// Gathers output in room of a given size.
    private final class Collector: ByteSink {
        private(set) var bytes: [UInt8] = []
        private let room: UnsafeMutableRawBufferPointer
        private let limit: Int

        init(room: Int, limit: Int = .max) {
            self.room = .allocate(byteCount: room, alignment: 16)
            self.limit = limit
        }

        deinit { room.deallocate() }

        func space() -> UnsafeMutableRawBufferPointer { room }

        func advance(by count: Int) throws(SnapshotError) {
            bytes += room.prefix(count)
            if bytes.count > limit { throw SnapshotError(.limitExceeded, "test") }
        }
    }

    private func decode(
        _ blob: [UInt8], _ compression: Compression, pieceSize: Int = .max, room: Int = 4096, limit: Int = .max
    ) throws -> [UInt8] {
        let decompressor = try compression.decompressor()
        let output = Collector(room: room, limit: limit)
        var rest = blob[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieceSize)
            try piece.withUnsafeBytes { try decompressor.decode($0, into: output) }
            rest = rest.dropFirst(piece.count)
        }
        try decompressor.finish()
        return output.bytes
    }

    @Test(arguments: Compression.allCases)
    func everyPieceSize(_ compression: Compression) throws {
        let content = CompressedFixture.content(3000)
        let blob = CompressedFixture.compress(content, compression)
        for pieceSize in [1, 2, 3, 7, 8, 9, 15, 63, 64, 65, 100, 1000, 100_000] {
            for room in [1, 13, 4096] {
                #expect(try decode(blob, compression, pieceSize: pieceSize, room: room) == content)
            }
        }
    }

    @Test(arguments: Compression.allCases)
    func large(_ compression: Compression) throws {
        let content = CompressedFixture.content(3_000_000)
        let blob = CompressedFixture.compress(content, compression)
        #expect(try decode(blob, compression, pieceSize: 70_001, room: 256 << 10) == content)
    }

    @Test(arguments: [Compression.gzip, .zstd])
    func severalMembers(_ compression: Compression) throws {
        let parts = [0, 1, 5, 700, 0, 2000].map(CompressedFixture.content)
        let blob = parts.flatMap { CompressedFixture.compress($0, compression) }
        for pieceSize in [1, 2, 5, 8, 17, 33, 64, 1000, 100_000] {
            #expect(try decode(blob, compression, pieceSize: pieceSize, room: 100) == Array(parts.joined()))
        }
    }

    @Test func skippableFrames() throws {
        let skipped: [UInt8] = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let blob = skipped + CompressedFixture.zstd([1, 2, 3]) + skipped
        #expect(Compression.detect(blob) == .zstd)
        #expect(try decode(blob, .zstd, pieceSize: 1) == [1, 2, 3])
    }

    @Test func zerosAfterGzip() throws {
        let blob = CompressedFixture.gzip([1, 2, 3]) + [UInt8](repeating: 0, count: 700)
        #expect(try decode(blob, .gzip, pieceSize: 5) == [1, 2, 3])
    }

    @Test(arguments: [Compression.gzip, .zstd])
    func rejects(_ compression: Compression) throws {
        let blob = CompressedFixture.compress(CompressedFixture.content(5000), compression)
        var wrong = [blob + Array("garbage".utf8), [UInt8](), Array(blob.dropLast())]
        if compression == .gzip {
            // The CRC, the length, the method.
            for place in [blob.count - 8, blob.count - 1, 2] {
                var damaged = blob
                damaged[place] ^= 1
                wrong.append(damaged)
            }
            wrong.append(blob + [UInt8](repeating: 0, count: 3) + [7])
        }
        for cut in stride(from: 1, to: blob.count, by: 37) { wrong.append(Array(blob.prefix(cut))) }
        for blob in wrong {
            let error = #expect(throws: SnapshotError.self) { try decode(blob, compression) }
            #expect(error?.code == .invalidCompression)
        }
    }

    /// Damage is found or harmless; it never hangs, overruns or crashes.
    @Test(arguments: [Compression.gzip, .zstd])
    func survivesDamage(_ compression: Compression) {
        var generator = SplitMix(seed: 7)
        let blob =
            CompressedFixture.compress(CompressedFixture.content(4000), compression)
            + CompressedFixture.compress(CompressedFixture.content(300), compression)
        var rejected = 0
        for _ in 0..<2000 {
            let pieceSize = Int.random(in: 1...5000, using: &generator)
            let damaged = Mutation.apply(to: blob, &generator)
            do {
                _ = try decode(damaged, compression, pieceSize: pieceSize, room: 777, limit: 1 << 20)
            } catch {
                rejected += 1
            }
        }
        #expect(rejected > 1000)
    }
}
