import TestSupport
import Testing

@testable import Networking

struct NetlinkMessageTests {
    @Test func whatIsWrittenReadsBack() throws {
        var datagram = NetlinkDatagram()
        datagram.append(16, call: "FIRST", subject: "") {
            $0.append(value: UInt32(7))
            $0.attribute(UInt16(1), "eth0")
            $0.nested(UInt16(2)) { $0.attribute(UInt16(3), UInt16(0xABCD)) }
        }
        datagram.append(17, call: "SECOND", subject: "") { $0.append([1, 2, 3]) }
        let messages = try #require(NetlinkMessage.messages(in: datagram.numbered(from: 40, acknowledging: 1)))
        #expect(messages.map(\.type) == [16, 17])
        #expect(messages.map(\.sequence) == [40, 41])
        #expect(messages.map(\.flags) == [1, 1 | 4])
        #expect(Array(messages[1].payload) == [1, 2, 3])
        #expect(messages[0].payload.value(at: 0, as: UInt32.self) == 7)
        let attributes = try #require(NetlinkAttributes(messages[0].payload.dropFirst(4)))
        #expect(attributes[1]?.text == "eth0")
        let nested = try #require(attributes[2].flatMap(NetlinkAttributes.init))
        #expect(nested[3]?.value(at: 0, as: UInt16.self) == 0xABCD)
        #expect(nested[4] == nil)
    }

    @Test(arguments: [
        [] as [UInt8],
        [15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [16, 0, 0, 0, 0, 0, 0, 0],
    ])
    func lengthsThatContradictTheDatagramAreMalformed(bytes: [UInt8]) {
        #expect(NetlinkMessage.messages(in: bytes) == (bytes.isEmpty ? [] : nil))
    }

    @Test(arguments: [[3, 0, 1, 0], [5, 0, 1, 0], [4, 0, 1], [255, 255, 1, 0, 9]] as [[UInt8]])
    func attributesThatContradictTheirBufferAreMalformed(bytes: [UInt8]) {
        #expect(NetlinkAttributes(bytes[...]) == nil)
    }

    @Test func aRefusalNamesTheMessageAndTheKernelsWords() throws {
        var writer = NetlinkWriter()
        writer.append(value: Int32(-17))
        writer.append(Array(repeating: 0, count: 16))
        writer.attribute(UInt16(1), "name is taken")
        let message = NetlinkMessage(type: 2, flags: 0x200, sequence: 1, payload: writer.bytes[...])
        let refusal = try #require(NetlinkRefusal(message))
        let entry = NetlinkDatagram.Entry(offset: 0, call: "RTM_NEWLINK", subject: "wherry0", isBoundary: false)
        #expect("\(refusal.error(of: entry))" == "RTM_NEWLINK wherry0 (name is taken): File exists")
        let acknowledgement = NetlinkMessage(type: 2, flags: 0, sequence: 1, payload: [0, 0, 0, 0])
        #expect(NetlinkRefusal(acknowledgement) == nil)
    }

    /// Whatever bytes arrive, every reader answers without reading beyond them. The seed makes a failure repeatable.
    @Test func mutatedAnswersNeverBreakTheReaders() throws {
        var random = SplitMix(seed: 20_260)
        let samples = [Samples.link, Samples.address, Samples.route, Samples.chain, Samples.rule, Samples.connection]
        var understood = 0
        for round in 0..<20_000 {
            var bytes = samples[round % samples.count]
            for _ in 0..<Int.random(in: 0...4, using: &random) { mutate(&bytes, using: &random) }
            for message in NetlinkMessage.messages(in: bytes) ?? [] { understood += read(message) }
        }
        #expect(understood > 1000)
    }

    private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix) {
        guard let position = bytes.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(position...)
        default: bytes.insert(contentsOf: bytes[position...].prefix(8), at: position)
        }
    }

    /// How many readers recognise the message.
    private func read(_ message: NetlinkMessage) -> Int {
        let readings: [Any?] = [
            Link(message), AssignedAddress(message), Route(message), ListedChain(message), ListedRule(message),
            TrackedConnection(message), NetlinkRefusal(message),
        ]
        return readings.count { $0 != nil }
    }
}
