import Glibc
import Linux
import Testing

@testable import Networking

@Suite(.enabled(if: geteuid() == 0))
struct PublicationTests {
    @Test func tcpOnEveryAddressOfTheHost() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let outside = try OutsideNetwork()
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let server = try Inside(web).listening(on: 80)
            for address in ["127.0.0.1", "127.0.0.2", "172.17.0.1", OutsideNetwork.host] {
                try expectConversation(from: try TestSocket.connected(to: address, 8080), with: server)
            }
            let client = try outside.inside.connected(to: OutsideNetwork.host, 8080)
            let peer = try expectConversation(from: client, with: server)
            #expect(peer == IPv4Address(OutsideNetwork.address))
        }
    }

    @Test func udpFromTheHostAndFromOutside() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let outside = try OutsideNetwork()
            let publication = Publication(hostPort: 5353, containerPort: 53, transport: .udp)
            let dns = try network.attach(AttachRequest(id: "a", name: "dns", publications: [publication]))
            let server = try Inside(dns).receiving(on: 53)
            let clients = [
                try TestSocket.connected(SOCK_DGRAM, to: "127.0.0.1", 5353),
                try outside.inside.connected(SOCK_DGRAM, to: OutsideNetwork.host, 5353),
            ]
            for client in clients {
                try client.send("question")
                let question = try server.receive()
                #expect(question.text == "question")
                try server.reply("answer", to: question.sender, question.port)
                #expect(try client.receive().text == "answer")
            }
        }
    }

    @Test func onLoopbackOnlyTheHostReachesIt() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let outside = try OutsideNetwork()
            let local = Publication(hostAddress: "127.0.0.1", hostPort: 8080, containerPort: 80, transport: .tcp)
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: [local]))
            let server = try Inside(web).listening(on: 80)
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
            #expect(throws: SystemCallError.self) { _ = try TestSocket.connected(to: OutsideNetwork.host, 8080) }
            #expect(throws: SystemCallError.self) {
                _ = try outside.inside.connected(to: OutsideNetwork.host, 8080)
            }
        }
    }

    @Test func containersReachPublishedPortsTheirOwnToo() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let other = try network.attach(AttachRequest(id: "b", name: "other"))
            let server = try Inside(web).listening(on: 80)
            for (client, bridgedPacketsPassRules) in product([Inside(web), Inside(other)], [true, false]) {
                try letBridgedPacketsPassRules(bridgedPacketsPassRules)
                let connection = try client.connected(to: "172.17.0.1", 8080)
                #expect(try expectConversation(from: connection, with: server) == network.gateway)
            }
        }
    }

    /// br_netfilter's setting of this namespace, where the kernel has it loaded.
    private func letBridgedPacketsPassRules(_ on: Bool) throws {
        let setting = "/proc/sys/net/bridge/bridge-nf-call-iptables"
        if access(setting, F_OK) == 0 { try output(of: "sh", "-c", "echo \(on ? 1 : 0) > \(setting)") }
    }

    private func product<First, Second>(_ first: [First], _ second: [Second]) -> [(First, Second)] {
        first.flatMap { one in second.map { (one, $0) } }
    }

    @Test func theKernelChoosesPortZero() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let publications = [Publication.tcp(0, to: 80), .tcp(0, to: 81)]
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: publications))
            let ports = web.endpoint.publications.map(\.hostPort)
            #expect(Set(ports).count == 2)
            #expect(!ports.contains(0))
            #expect(web.endpoint.publications.map(\.hostAddress) == ["0.0.0.0", "0.0.0.0"])
            let server = try Inside(web).listening(on: 81)
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", ports[1]), with: server)
        }
    }

    @Test func aPortIsPublishedOnce() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let first = try network.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let local = Publication(hostAddress: "127.0.0.1", hostPort: 8080, containerPort: 80, transport: .tcp)
            let error = #expect(throws: NetworkError.self) {
                _ = try network.attach(AttachRequest(id: "b", name: "other", publications: [local]))
            }
            #expect(error?.code == .portAllocated)
            #expect(
                error?.description == "driver failed programming external connectivity on endpoint other: "
                    + "Bind for 127.0.0.1:8080 failed: port is already allocated")
            let twice = [Publication.tcp(9090, to: 80), .tcp(9090, to: 81)]
            #expect(refusal(of: AttachRequest(id: "b", name: "b", publications: twice), by: network) == .portAllocated)
            let udp = Publication(hostPort: 8080, containerPort: 80, transport: .udp)
            let datagrams = try network.attach(AttachRequest(id: "b", name: "b", publications: [udp]))
            #expect(datagrams.endpoint.publications.first?.hostPort == 8080)
            _ = first.endpoint
        }
    }

    @Test func aPortOfAnotherProgramIsRefusedAndNothingStays() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let program = try TestSocket.listening(on: 8080)
            let rules = try output(of: "nft", "list", "ruleset")
            let error = #expect(throws: NetworkError.self) {
                let publications = [Publication.tcp(8079, to: 79), .tcp(8080, to: 80)]
                _ = try network.attach(AttachRequest(id: "a", name: "web", publications: publications))
            }
            #expect(error?.code == .portInUse)
            #expect(
                error?.description == "driver failed programming external connectivity on endpoint web: "
                    + "listen tcp4 0.0.0.0:8080: bind: address already in use")
            #expect(try output(of: "nft", "list", "ruleset") == rules)
            try waitUntil { try !output(of: "ip", "link").contains("veth") }
            let free = try network.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8079, to: 79)]))
            #expect(free.endpoint.address == IPv4Address("172.17.0.3"))
            _ = program
        }
    }

    @Test func otherProgramsDoNotGetAPublishedPort() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let publications = [
                Publication.tcp(8080, to: 80), Publication(hostPort: 5353, containerPort: 53, transport: .udp),
            ]
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: publications))
            #expect(throws: SystemCallError.self) { _ = try TestSocket.listening(on: 8080) }
            #expect(throws: SystemCallError.self) { _ = try TestSocket.receiving(on: 5353) }
            #expect(web.reservations.descriptors.count == 2)
            let other = BridgeConfiguration(name: "wherry1")
            let second = try BridgeNetwork(configuration: other)
            #expect(
                refusal(of: AttachRequest(id: "b", name: "b", publications: publications), by: second) == .portInUse)
        }
    }

    @Test func addressesThatAreNotServedAreRefused() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            func publishing(at address: String, containerPort: UInt16 = 80) -> NetworkError.Code? {
                let publication = Publication(
                    hostAddress: address, hostPort: 80, containerPort: containerPort, transport: .tcp)
                return refusal(of: AttachRequest(id: "a", name: "a", publications: [publication]), by: network)
            }
            #expect(publishing(at: "::") == .unsupported)
            #expect(publishing(at: "localhost") == .invalidRequest)
            #expect(publishing(at: "", containerPort: 0) == .invalidRequest)
            #expect(publishing(at: "198.51.100.1") == .portInUse)
        }
    }

    /// What the kernel remembers of a UDP flow outlives the container, and would lead its next packets nowhere.
    @Test func aUDPFlowFollowsThePortToTheNextContainer() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let publication = Publication(hostPort: 5353, containerPort: 53, transport: .udp)
            let client = try TestSocket.connected(SOCK_DGRAM, to: "127.0.0.1", 5353)
            for id in ["a", "b"] {
                let request = AttachRequest(id: id, name: id, publications: [publication])
                let dns = try attachOnceFree(request, to: network)
                let server = try Inside(dns).receiving(on: 53)
                try client.send("to \(id)")
                #expect(try server.receive().text == "to \(id)")
                try network.detach(id: id)
            }
        }
    }
}

/// A program that another test starts holds all descriptors until it runs, those of reservations too: a port may be in
/// use for a moment longer.
private func attachOnceFree(_ request: AttachRequest, to network: BridgeNetwork) throws -> Networking.Attachment {
    try waitUntil { (try? TestSocket.receiving(on: request.publications[0].hostPort)) != nil }
    return try network.attach(request)
}

extension Publication {
    static func tcp(_ hostPort: UInt16, to containerPort: UInt16) -> Publication {
        Publication(hostPort: hostPort, containerPort: containerPort, transport: .tcp)
    }
}
