import Testing

@testable import Networking

struct AddressTests {
    @Test(arguments: ["0.0.0.0", "10.0.0.1", "255.255.255.255", "172.17.0.2"])
    func addressesReadBack(text: String) {
        #expect(IPv4Address(text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.-4", "1.2.3.+4", " 1.2.3.4", "1.2.3.4 ",
        "1..3.4", "1.2.3.", "a.b.c.d", "1.2.3.4\u{0}", "::1", "1.2.3.٤", "1.2.3.0000",
    ])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test func subnets() throws {
        let subnet = try #require(IPv4Subnet("172.17.9.9/16"))
        #expect(subnet.description == "172.17.0.0/16")
        #expect(subnet.size == 65_536)
        #expect(subnet.mask == IPv4Address("255.255.0.0"))
        #expect(subnet[1] == IPv4Address("172.17.0.1"))
        #expect(subnet[65_536] == nil)
        #expect(subnet.contains(try #require(IPv4Address("172.17.255.255"))))
        #expect(!subnet.contains(try #require(IPv4Address("172.18.0.0"))))
        #expect(IPv4Subnet("0.0.0.0/0")?.size == 1 << 32)
        #expect(IPv4Subnet("1.2.3.4/32")?.size == 1)
    }

    @Test(arguments: ["", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8"])
    func whatIsNoSubnetIsRefused(text: String) {
        #expect(IPv4Subnet(text) == nil)
    }

    @Test func ethernetAddresses() throws {
        let derived = MACAddress(derivedFrom: try #require(IPv4Address("172.17.0.2")))
        #expect(derived.description == "02:42:ac:11:00:02")
        #expect(MACAddress("02:42:AC:11:00:02") == derived)
        #expect(derived.isUnicast)
        #expect(MACAddress("01:00:5e:00:00:01")?.isUnicast == false)
        #expect(MACAddress("00:00:00:00:00:00")?.isUnicast == false)
    }

    @Test(arguments: [
        "", "02:42:ac:11:00", "02:42:ac:11:00:02:03", "02-42-ac-11-00-02", "0x:42:ac:11:00:02", "+2:42:ac:11:00:02",
    ])
    func whatIsNoEthernetAddressIsRefused(text: String) {
        #expect(MACAddress(text) == nil)
    }
}
