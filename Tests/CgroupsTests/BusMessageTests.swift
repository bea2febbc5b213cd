import OCI
import TestSupport
import Testing

@testable import Cgroups

struct BusMessageTests {
    private let message: BusMessage = {
        var message = BusMessage(
            .call, [.path: .objectPath("/a"), .member: .string("M"), .destination: .string("d")],
            [
                .string("text"), .boolean(true), .byte(7), .uint64(1 << 40), .int32(-1),
                .array("(sv)", [.structure([.string("k"), .variant(.array("u", [.uint32(1), .uint32(2)]))])]),
                .array("t", []), .strings(["a", "bc"]), .variant(.structure([.int64(-5), .signature("a{sv}")])),
            ])
        message.serial = 9
        return message
    }()

    @Test func aMessageIsReadAsItWasWritten() {
        #expect(BusMessage.size(message.bytes) == message.bytes.count)
        var read = BusMessage(message.bytes)
        read?.fields[.signature] = nil
        #expect(read == message)
    }

    /// By the specification's own rules, written out.
    @Test func theFormIsTheSpecifications() {
        var writer = BusWriter()
        writer.append(.byte(1))
        writer.append(.string("ab"))
        writer.append(.array("t", [.uint64(3)]))
        let expected: [UInt8] =
            [1, 0, 0, 0] + [2, 0, 0, 0, 97, 98, 0, 0] + [8, 0, 0, 0] + [3, 0, 0, 0, 0, 0, 0, 0]
        #expect(writer.bytes == expected)
        let call = BusMessage(.call, [.member: .string("M")], []).bytes
        #expect(Array(call[..<16]) == [108, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0])
        #expect(Array(call[16...]) == [3, 1, 115, 0, 1, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func damagedMessagesLeadNowhere() {
        let bytes = message.bytes
        for length in 0..<bytes.count { #expect(BusMessage(Array(bytes[..<length])) == nil) }
        for index in bytes.indices {
            for value in [0, 0xff, 0x7f] as [UInt8] {
                var damaged = bytes
                damaged[index] = value
                _ = BusMessage(damaged)
            }
        }
    }

    @Test(arguments: [
        ("system.slice", "/system.slice"), ("a-b-c.slice", "/a.slice/a-b.slice/a-b-c.slice"), ("-.slice", ""),
        ("a--b.slice", nil), ("-a.slice", nil), ("a", nil), ("a/b.slice", nil),
    ])
    func slicesAreNested(name: String, path: String?) { #expect(SystemdSlice(name)?.path == path) }

    @Test func devicesThatAreAllowedAreListed() throws {
        var properties = SystemdProperties(isUnified: true)
        try properties.limit(
            .init(devices: [
                .init(allow: false), .init(allow: true, type: "c", major: 60, minor: 1, access: "r"),
            ]))
        let values = Dictionary(uniqueKeysWithValues: properties.list)
        #expect(values["DevicePolicy"] == .string("strict"))
        guard case .array(_, let entries) = values["DeviceAllow"] else { return #expect(Bool(false), "no list") }
        #expect(entries.contains(.structure([.string("/dev/char/60:1"), .string("r")])))
        #expect(entries.contains(.structure([.string("char-*"), .string("m")])))
        var open = SystemdProperties(isUnified: true)
        try open.limit(.init(devices: [.init(allow: true)]))
        #expect(open.list.map(\.0) == ["DevicePolicy"])
    }
}
