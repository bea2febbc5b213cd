import Testing

@testable import Networking

struct KernelAnswerTests {
    @Test func link() throws {
        let link = try #require(Samples.message(Samples.link).flatMap(Link.init))
        #expect(link.index == 9)
        #expect(link.name == "veth0")
        #expect(link.kind == "veth")
        #expect(link.isUp)
        #expect(link.master == 7)
        #expect(link.statistics.receivedPackets == 1)
        #expect(link.statistics.sentPackets == 2)
        #expect(link.statistics.receivedBytes == 3)
        #expect(link.statistics.sendDropped == 8)
        #expect(link.statistics.fromOtherEnd.receivedPackets == 2)
        #expect(link.statistics.fromOtherEnd.sentBytes == 3)
        #expect(link.statistics.fromOtherEnd.fromOtherEnd == link.statistics)
    }

    @Test func addressesAndRoutes() throws {
        let assigned = try #require(Samples.message(Samples.address).flatMap(AssignedAddress.init))
        #expect(assigned.interface == 3)
        #expect(assigned.address == IPv4Address("10.0.0.5"))
        #expect(assigned.subnet == IPv4Subnet("10.0.0.0/24"))
        let route = try #require(Samples.message(Samples.route).flatMap(Route.init))
        #expect(route.destination == IPv4Subnet("10.1.0.0/16"))
        #expect(route.interface == 3)
    }

    @Test func chainsAndRules() throws {
        let chain = try #require(Samples.message(Samples.chain).flatMap(ListedChain.init))
        #expect(chain.dropsForwardedPackets)
        #expect(chain.isOfIPTables)
        let rule = try #require(Samples.message(Samples.rule).flatMap(ListedRule.init))
        #expect(rule.handle == 12)
        #expect(rule.comment == "wherry: wherry0")
    }

    @Test func connectionsOfAPublishedPort() throws {
        let connection = try #require(Samples.message(Samples.connection).flatMap(TrackedConnection.init))
        let container = try #require(IPv4Address("172.17.0.2"))
        let host = try #require(IPv4Address("192.0.2.1"))
        func matches(_ address: IPv4Address, port: UInt16 = 53, local: Set<IPv4Address> = []) -> Bool {
            let ports = [HostPort(transport: .udp, address: address, port: port)]
            return ConnectionFilter(ports: ports, hostAddresses: local, containerAddress: .any).matches(connection)
        }
        #expect(matches(host))
        #expect(matches(.any, local: [host]))
        #expect(!matches(.any))
        #expect(!matches(.any, port: 54, local: [host]))
        #expect(!matches(container))
        let everywhere = [HostPort(transport: .udp, address: .any, port: 53)]
        #expect(
            ConnectionFilter(ports: everywhere, hostAddresses: [], containerAddress: container).matches(connection))
    }

    @Test func messagesOfOtherKindsAreNone() {
        #expect(Samples.message(Samples.route).flatMap(Link.init) == nil)
        #expect(Samples.message(Samples.link).flatMap(Route.init) == nil)
        #expect(Samples.message(Samples.rule).flatMap(ListedChain.init) == nil)
        #expect(Samples.message(Samples.chain).flatMap(TrackedConnection.init) == nil)
    }
}
