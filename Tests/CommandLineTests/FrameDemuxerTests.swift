import DockerAPI
import TestSupport
import Testing

@testable import wherry

@Suite struct FrameDemuxerTests {
    static func frame(_ stream: FrameHeader.Stream, _ text: String) -> [UInt8] {
        FrameHeader(stream: stream, length: UInt32(text.utf8.count)).encoded + Array(text.utf8)
    }

    private func demux(_ bytes: [UInt8], pieces size: Int) throws -> (output: String, error: String) {
        var demuxer = FrameDemuxer()
        var texts: [FrameHeader.Stream: [UInt8]] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            try piece.withUnsafeBytes { bytes in
                try demuxer.consume(bytes) { texts[$0, default: []].append(contentsOf: $1) }
            }
        }
        let text = { (stream: FrameHeader.Stream) in String(decoding: texts[stream] ?? [], as: UTF8.self) }
        return (text(.output), text(.error))
    }

    @Test(arguments: [1, 3, 8, 9, 4096])
    func framesMayBeCutAnywhere(pieces size: Int) throws {
        let bytes =
            Self.frame(.output, "one ") + Self.frame(.error, "two") + Self.frame(.output, "")
            + Self.frame(.output, "three")
        let (output, error) = try demux(bytes, pieces: size)
        #expect(output == "one three" && error == "two")
    }

    @Test func unknownFramesAreRefused() {
        #expect(throws: CommandLineError.self) { try demux([9, 0, 0, 0, 0, 0, 0, 1, 65], pieces: 100) }
        #expect(throws: CommandLineError.self) { try demux([1, 1, 0, 0, 0, 0, 0, 1, 65], pieces: 100) }
    }

    @Test func mutatedStreams() {
        let seed = Self.frame(.output, "hello") + Self.frame(.error, "world") + Self.frame(.output, "again")
        var generator = SplitMix(seed: 11)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = seed
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            if (try? demux(bytes, pieces: 5)) == nil { refused += 1 }
        }
        #expect(refused > 100 && refused < 2900)
    }
}
