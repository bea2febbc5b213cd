import Glibc
import Linux
import TestSupport
import Testing

@testable import wherry_shim

@Suite struct LineBufferTests {
    struct Piece: Equatable {
        var text: String
        var endsLine: Bool
    }

    /// The pieces that come of writes of `chunks` and then the end.
    static func pieces(_ chunks: [[UInt8]]) throws -> [Piece] {
        let pipe = try Pipe(capacity: Pipe.largestCapacity)
        var buffer = LineBuffer()
        var pieces: [Piece] = []
        for chunk in chunks {
            var offset = 0
            while offset < chunk.count {
                offset += try systemCall("write") {
                    chunk[offset...].withUnsafeBytes { write(pipe.writeEnd.raw, $0.baseAddress, $0.count) }
                }
            }
            var left = chunk.count
            while left > 0, case .bytes(let count) = try buffer.read(from: pipe.readEnd) {
                left -= count
                buffer.takePieces { pieces.append(Piece(text: String(decoding: $0, as: UTF8.self), endsLine: $1)) }
            }
        }
        buffer.takeRest { pieces.append(Piece(text: String(decoding: $0, as: UTF8.self), endsLine: false)) }
        return pieces
    }

    @Test func linesAreJoinedAcrossReads() throws {
        let pieces = try Self.pieces(["one\ntw", "o\n\nthr", "ee"].map { Array($0.utf8) })
        #expect(
            pieces == [
                Piece(text: "one", endsLine: true), Piece(text: "two", endsLine: true), Piece(text: "", endsLine: true),
                Piece(text: "three", endsLine: false),
            ])
    }

    @Test(arguments: [16_383, 16_384, 16_385, 40_000, 70_000, 100_000])
    func longLinesAreSplitAt16KiB(length: Int) throws {
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        let pieces = try Self.pieces([line + Array("\nrest\n".utf8)])
        let full = length / LogBatch.longestPiece
        #expect(pieces.count == full + 2)
        #expect(pieces.prefix(full).allSatisfy { $0.text.utf8.count == LogBatch.longestPiece && !$0.endsLine })
        #expect(pieces[full].text.utf8.count == length % LogBatch.longestPiece)
        #expect(pieces[full].endsLine)
        #expect(pieces[full + 1] == Piece(text: "rest", endsLine: true))
    }

    @Test func aSplitCutsNoCharacter() throws {
        let ships = [UInt8]("x".utf8) + (0..<6000).flatMap { _ in Array("🚢".utf8) }
        let pieces = try Self.pieces([ships])
        #expect(pieces.count == 2)
        #expect(pieces.map(\.text).joined() == String(decoding: ships, as: UTF8.self))
        #expect(pieces[0].text.utf8.count == 16_381)
    }

    /// However the bytes arrive, the same pieces come out.
    @Test(arguments: 0..<4)
    func piecesDoNotDependOnReads(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<40 {
            let length = Int.random(in: 0...(Bool.random(using: &random) ? 40 : 30_000), using: &random)
            bytes += (0..<length).map { _ in UInt8.random(in: 32...126, using: &random) } + [UInt8(ascii: "\n")]
        }
        bytes += Array("the end".utf8)
        var chunks: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            chunks.append(Array(rest.prefix(Int.random(in: 1...50_000, using: &random))))
            rest = rest.dropFirst(chunks[chunks.count - 1].count)
        }
        let whole = try Self.pieces([bytes])
        #expect(try Self.pieces(chunks) == whole)
        #expect(whole.map { $0.text + ($0.endsLine ? "\n" : "") }.joined() == String(decoding: bytes, as: UTF8.self))
    }
}
