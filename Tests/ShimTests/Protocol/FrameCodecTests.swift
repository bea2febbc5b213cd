import OCI
import ShimProtocol
import TestSupport
import Testing

@Suite struct FrameCodecTests {
    static let requests: [ShimRequest] = [
        .start, .wait(exec: nil), .wait(exec: "e1"), .attach(AttachStreams(input: true, output: true, error: false)),
        .resize(exec: nil, columns: 80, rows: 24), .kill(exec: "é", signal: 9, all: true), .state,
    ]

    static let replies: [ShimReply] = [
        .started(pid: 12, startedAt: "2026-03-01T09:05:00Z"), .attached, .done,
        .exited(ExitStatus(code: 137, exitedAt: "2026-03-01T09:05:00Z", outOfMemory: true)),
        .state(ShimState(phase: .running, pid: 12, startedAt: "2026-03-01T09:05:00Z", execs: ["e1": 13])),
        .failed(ShimFailure(code: .commandNotFound, message: "exec: \"x\": executable file not found in $PATH")),
    ]

    @Test func messagesComeBackFromBytesInAnyPieces() throws {
        let bytes = try Self.requests.flatMap { try FrameCodec.encode($0) } + Array("rest".utf8)
        for size in [1, 3, 4, 5, 64, bytes.count] {
            var decoder = FrameDecoder()
            var found: [ShimRequest] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                decoder.append(bytes[start..<min(start + size, bytes.count)])
                while found.count < Self.requests.count, let request = try decoder.next(ShimRequest.self) {
                    found.append(request)
                }
            }
            #expect(found == Self.requests)
            #expect(decoder.takeRest() == Array("rest".utf8))
            #expect(decoder.isEmpty)
        }
    }

    @Test(arguments: replies)
    func repliesSurvive(reply: ShimReply) throws {
        var decoder = FrameDecoder()
        decoder.append(try FrameCodec.encode(reply))
        #expect(try decoder.next(ShimReply.self) == reply)
    }

    @Test func aLengthBeyondTheLimitIsRefusedFromItsHeader() {
        var decoder = FrameDecoder()
        decoder.append([0x00, 0x40, 0x00, 0x01])
        #expect(throws: FrameError.self) { try decoder.next(ShimRequest.self) }
    }

    @Test func aMessageBeyondTheLimitIsNotSent() {
        let reply = ShimReply.failed(
            ShimFailure(code: .runtime, message: String(repeating: "x", count: FrameCodec.maximumLength)))
        #expect { try FrameCodec.encode(reply) } throws: { ($0 as? FrameError)?.code == .tooLarge }
    }

    /// Mutated frames are refused or understood; whatever they announce, no more is held than was given.
    @Test(arguments: 0..<8)
    func mutatedFramesNeverEndTheProgram(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let valid = try Self.requests.map { try FrameCodec.encode($0) }
        var outcomes: Set<String> = []
        for _ in 0..<500 {
            var bytes = valid[Int.random(in: 0..<valid.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0...3, using: &random))
            var decoder = FrameDecoder()
            decoder.append(bytes)
            do {
                outcomes.insert(try decoder.next(ShimRequest.self) == nil ? "short" : "understood")
            } catch {
                outcomes.insert(error.code.rawValue)
            }
        }
        #expect(outcomes.isSuperset(of: ["short", "tooLarge", "malformed"]))
    }
}
