@testable import Networking

/// Messages as the kernel sends them, each one datagram.
enum Samples {
    /// RTM_NEWLINK: a veth, port of the bridge 7, up, with counters 1 to 24.
    static let link = datagram(type: 16) {
        $0.append([0, 0, 1, 0])
        $0.append(value: Int32(9))
        $0.append(value: UInt32(1))
        $0.append(value: UInt32(0))
        $0.attribute(UInt16(3), "veth0")
        $0.attribute(UInt16(10), UInt32(7))
        $0.nested(UInt16(18)) { $0.attribute(UInt16(1), "veth") }
        $0.attribute(UInt16(23), (1...24).flatMap { number in withUnsafeBytes(of: UInt64(number), Array.init) })
    }

    /// RTM_NEWADDR: 10.0.0.5/24 on interface 3.
    static let address = datagram(type: 20) {
        $0.append([2, 24, 0, 0])
        $0.append(value: UInt32(3))
        $0.attribute(UInt16(1), [10, 0, 0, 5] as [UInt8])
        $0.attribute(UInt16(2), [10, 0, 0, 5] as [UInt8])
    }

    /// RTM_NEWROUTE: 10.1.0.0/16 over interface 3.
    static let route = datagram(type: 24) {
        $0.append([2, 16, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0])
        $0.attribute(UInt16(1), [10, 1, 0, 0] as [UInt8])
        $0.attribute(UInt16(4), Int32(3))
    }

    /// NFT_MSG_NEWCHAIN: iptables' FORWARD with the policy drop.
    static let chain = datagram(type: 0xA03) {
        $0.append([2, 0, 0, 0])
        $0.attribute(UInt16(1), "filter")
        $0.attribute(UInt16(3), "FORWARD")
        $0.nested(UInt16(4)) { $0.attribute(UInt16(1), UInt32(2).bigEndian) }
        $0.attribute(UInt16(5), UInt32(0))
    }

    /// NFT_MSG_NEWRULE: number 12, with a comment.
    static let rule = datagram(type: 0xA06) {
        $0.append([2, 0, 0, 0])
        $0.attribute(UInt16(3), UInt64(12).bigEndian)
        $0.attribute(UInt16(7), RuleComment.encode("wherry: wherry0"))
    }

    /// IPCTNL_MSG_CT_NEW: UDP from 192.0.2.2 to 192.0.2.1:53, rewritten to 172.17.0.2.
    static let connection = datagram(type: 0x100) {
        $0.append([2, 0, 0, 0])
        $0.tuple(1, from: [192, 0, 2, 2], to: [192, 0, 2, 1], port: 53)
        $0.tuple(2, from: [172, 17, 0, 2], to: [192, 0, 2, 2], port: 40_000)
    }

    static func message(_ sample: [UInt8]) -> NetlinkMessage? {
        NetlinkMessage.messages(in: sample)?.first
    }

    private static func datagram(type: UInt16, _ body: (inout NetlinkWriter) -> Void) -> [UInt8] {
        var datagram = NetlinkDatagram()
        datagram.append(type, call: "", subject: "", body)
        return datagram.numbered(from: 1)
    }
}

extension NetlinkWriter {
    fileprivate mutating func tuple(_ type: UInt16, from source: [UInt8], to destination: [UInt8], port: UInt16) {
        nested(type) {
            $0.nested(UInt16(1)) {
                $0.attribute(UInt16(1), source)
                $0.attribute(UInt16(2), destination)
            }
            $0.nested(UInt16(2)) {
                $0.attribute(UInt16(1), UInt8(17))
                $0.attribute(UInt16(3), port.bigEndian)
            }
        }
    }
}
