import Testing

@testable import Networking

struct HostPortTests {
    @Test func noAddressIsEveryAddress() throws {
        let port = try HostPort(Publication(hostPort: 80, containerPort: 80, transport: .tcp))
        #expect(port.address == .any)
        #expect("\(port)" == "0.0.0.0:80")
    }

    @Test(
        arguments: [
            ("0.0.0.0", 80, Publication.Transport.tcp, true), ("10.0.0.1", 80, .tcp, true),
            ("10.0.0.2", 80, .tcp, false),
            ("10.0.0.1", 81, .tcp, false), ("10.0.0.1", 80, .udp, false),
        ] as [(String, UInt16, Publication.Transport, Bool)])
    func portsOverlap(address: String, port: UInt16, transport: Publication.Transport, overlap: Bool) throws {
        let one = HostPort(transport: .tcp, address: try #require(IPv4Address("10.0.0.1")), port: 80)
        let other = HostPort(transport: transport, address: try #require(IPv4Address(address)), port: port)
        #expect(one.overlaps(other) == overlap)
        #expect(other.overlaps(one) == overlap)
    }

    @Test(arguments: [
        BridgeConfiguration(name: ""), BridgeConfiguration(name: "sixteen-bytes-ab"), BridgeConfiguration(name: "a/b"),
        BridgeConfiguration(name: ".."), BridgeConfiguration(name: "-x"), BridgeConfiguration(name: "a b"),
        BridgeConfiguration(mtu: 67), BridgeConfiguration(mtu: 65_536),
        BridgeConfiguration(subnet: IPv4Subnet("10.0.0.0/31")), BridgeConfiguration(subnet: IPv4Subnet("10.0.0.0/7")),
    ])
    func configurationsOutOfRangeAreRefused(configuration: BridgeConfiguration) {
        let error = #expect(throws: NetworkError.self) { try configuration.validate() }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test(arguments: ["wherry0", "br-1234567890ab", "a", "fifteen.bytes_a"])
    func namesOfBridges(name: String) throws {
        try BridgeConfiguration(name: name).validate()
    }
}
