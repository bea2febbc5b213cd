import Dispatch
import Glibc
import Linux
import Synchronization
import Testing

@testable import Networking

@Suite(.enabled(if: geteuid() == 0))
struct AttachTests {
    @Test func containersReachTheGatewayAndEachOther() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let first = try network.attach(AttachRequest(id: "a", name: "a"))
            let second = try network.attach(AttachRequest(id: "b", name: "b"))
            #expect(first.endpoint.address == IPv4Address("172.17.0.2"))
            #expect(second.endpoint.address == IPv4Address("172.17.0.3"))

            let gateway = try TestSocket.listening(on: 53)
            _ = try Inside(first).connected(to: "172.17.0.1", 53)
            #expect(try gateway.accept().peer == first.endpoint.address)
            let neighbour = try Inside(second).listening(on: 80)
            _ = try Inside(first).connected(to: "\(second.endpoint.address)", 80)
            #expect(try neighbour.accept().peer == first.endpoint.address)
        }
    }

    @Test func theContainersInterfaceIsAsDockerMakesIt() throws {
        try HostNamespace.run {
            let configuration = BridgeConfiguration(mtu: 1400)
            let network = try BridgeNetwork(configuration: configuration)
            let attachment = try network.attach(AttachRequest(id: "a", name: "a"))
            #expect(attachment.endpoint.macAddress.description == "02:42:ac:11:00:02")
            try HostNamespace.run(in: attachment.namespace.raw) {
                let interface = try output(of: "ip", "-details", "address", "show", "eth0")
                #expect(interface.contains("inet 172.17.0.2/16 brd 172.17.255.255"))
                #expect(interface.contains("link/ether 02:42:ac:11:00:02"))
                #expect(interface.contains("mtu 1400"))
                #expect(interface.contains("state UP"))
                #expect(!interface.contains("inet6"))
                #expect(try output(of: "ip", "address", "show", "lo").contains("inet 127.0.0.1/8"))
                #expect(try output(of: "ip", "route").contains("default via 172.17.0.1 dev eth0"))
            }
            let ports = try output(of: "ip", "link", "show", "master", "wherry0")
            #expect(ports.contains(attachment.endpoint.hostInterface))
        }
    }

    @Test func aFixedAddressIsGivenOnce() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let wanted = try #require(IPv4Address("172.17.9.9"))
            let mac = try #require(MACAddress("02:00:00:00:00:09"))
            let first = try network.attach(AttachRequest(id: "a", name: "a", address: wanted, macAddress: mac))
            #expect(first.endpoint.address == wanted)
            #expect(first.endpoint.macAddress == mac)
            #expect(refusal(of: AttachRequest(id: "b", name: "b", address: wanted), by: network) == .addressInUse)
            #expect(refusal(of: AttachRequest(id: "a", name: "a"), by: network) == .alreadyAttached)
            let outside = try #require(IPv4Address("10.0.0.1"))
            #expect(refusal(of: AttachRequest(id: "b", name: "b", address: outside), by: network) == .invalidRequest)
            let group = try #require(MACAddress("01:00:5e:00:00:01"))
            #expect(refusal(of: AttachRequest(id: "b", name: "b", macAddress: group), by: network) == .invalidRequest)
            try network.detach(id: "a")
            let again = try network.attach(AttachRequest(id: "b", name: "b", address: wanted))
            #expect(again.endpoint.address == wanted)
        }
    }

    @Test func aFullSubnetSaysSoAndHasRoomAfterADetach() throws {
        try HostNamespace.run {
            let subnet = IPv4Subnet("10.9.8.0/30")
            let network = try BridgeNetwork(configuration: BridgeConfiguration(subnet: subnet))
            let only = try network.attach(AttachRequest(id: "a", name: "a"))
            #expect(only.endpoint.address == IPv4Address("10.9.8.2"))
            #expect(refusal(of: AttachRequest(id: "b", name: "b"), by: network) == .addressesExhausted)
            try network.detach(id: "a")
            #expect(try network.attach(AttachRequest(id: "b", name: "b")).endpoint.address == IPv4Address("10.9.8.2"))
        }
    }

    @Test func manyAtOnceGetDifferentAddresses() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let addresses = Mutex<[IPv4Address]>([])
            DispatchQueue.concurrentPerform(iterations: 40) { number in
                do {
                    let attachment = try network.attach(AttachRequest(id: "\(number)", name: "\(number)"))
                    addresses.withLock { $0.append(attachment.endpoint.address) }
                    if number % 2 == 0 { try network.detach(id: "\(number)") }
                } catch {
                    Issue.record(error)
                }
            }
            #expect(Set(addresses.withLock { $0 }).count == 40)
        }
    }

    @Test func theInterfacesGoWithTheNamespace() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let interface = try network.attach(AttachRequest(id: "a", name: "a")).endpoint.hostInterface
            try waitUntil { try !output(of: "ip", "link").contains(interface) }
        }
    }

    @Test func countersAreTheContainers() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let attachment = try network.attach(AttachRequest(id: "a", name: "a"))
            let server = try Inside(attachment).receiving(on: 9)
            let client = try TestSocket.connected(SOCK_DGRAM, to: "\(attachment.endpoint.address)", 9)
            let before = try #require(try network.statistics(of: attachment.endpoint))
            for _ in 0..<100 {
                try client.send(String(repeating: "x", count: 1000))
                _ = try server.receive()
            }
            let after = try #require(try network.statistics(of: attachment.endpoint))
            #expect(after.receivedBytes - before.receivedBytes >= 100_000)
            #expect(after.receivedPackets - before.receivedPackets >= 100)
            #expect(after.sentBytes - before.sentBytes < 10_000)
        }
    }

    @Test func anIsolatedNamespaceHasLoopbackAlone() throws {
        let namespace = try NetworkNamespace.create().take()
        try HostNamespace.run(in: namespace.raw) {
            let links = try output(of: "ip", "-oneline", "link", "show", "up")
            #expect(links.split(separator: "\n").count == 1)
            #expect(links.contains("lo: <LOOPBACK,UP"))
        }
    }
}
