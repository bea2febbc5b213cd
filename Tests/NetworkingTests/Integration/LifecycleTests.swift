import Glibc
import Linux
import Testing

@testable import Networking

@Suite(.enabled(if: geteuid() == 0))
struct LifecycleTests {
    @Test func aRestartedEngineKeepsWhatRunsAndClearsWhatDoesNot() throws {
        try HostNamespace.run {
            let engine = try RunningEngine()
            let (subnet, bridge) = (engine.subnet, engine.bridge)
            let web = try engine.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let gone = try engine.attach(AttachRequest(id: "b", name: "gone", publications: [.tcp(8081, to: 80)]))
            let server = try Inside(web).listening(on: 80)
            engine.end()

            let second = try BridgeNetwork(configuration: BridgeConfiguration(), adopting: ["a": web.endpoint])
            #expect(second.subnet == subnet)
            #expect(second.bridge == bridge)
            #expect(second.warnings.isEmpty)
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
            let rules = try output(of: "nft", "list", "ruleset")
            #expect(rules.contains("tcp . 8080 : 172.17.0.2 . 80"))
            #expect(!rules.contains("8081"))

            let again = AttachRequest(id: "c", name: "c", publications: [.tcp(8080, to: 1)])
            #expect(refusal(of: again, by: second) == .portAllocated)
            #expect(try second.attach(AttachRequest(id: "c", name: "c")).endpoint.address != web.endpoint.address)
            try second.detach(id: "a")
            #expect(try !output(of: "nft", "list", "ruleset").contains("8080"))
            #expect(gone.endpoint.address == IPv4Address("172.17.0.3"))
        }
    }

    @Test func adoptingPublishesAgain() throws {
        try HostNamespace.run {
            let engine = try RunningEngine()
            let web = try engine.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let server = try Inside(web).listening(on: 80)
            engine.end()
            let second = try BridgeNetwork(configuration: BridgeConfiguration())
            try second.adopt(id: "a", endpoint: web.endpoint)
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
            #expect(failure { try second.adopt(id: "a", endpoint: web.endpoint) } == .alreadyAttached)
            #expect(failure { try second.adopt(id: "b", endpoint: web.endpoint) } == .portAllocated)
        }
    }

    @Test func aRecordThatDoesNotFitIsNamedAndTheOthersGoOn() throws {
        try HostNamespace.run {
            let engine = try RunningEngine()
            let web = try engine.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            engine.end()
            var stranger = web.endpoint
            stranger.address = IPv4Address(number: 1)
            stranger.publications = []
            let second = try BridgeNetwork(
                configuration: BridgeConfiguration(), adopting: ["a": web.endpoint, "b": stranger])
            #expect(second.warnings.count == 1)
            #expect(second.warnings.first?.contains("container b") == true)
            #expect(try output(of: "nft", "list", "ruleset").contains("tcp . 8080"))
        }
    }

    @Test func aBridgeHasOneEngine() throws {
        try HostNamespace.run {
            let engine = try RunningEngine()
            let web = try engine.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let rules = try output(of: "nft", "list", "ruleset")
            #expect(failure { _ = try BridgeNetwork(configuration: BridgeConfiguration()) } == .invalidConfiguration)
            #expect(try output(of: "nft", "list", "ruleset") == rules)
            #expect(web.endpoint.publications.count == 1)
            engine.end()
            _ = try BridgeNetwork(configuration: BridgeConfiguration())
        }
    }

    @Test func twoEnginesDoNotTouchEachOther() throws {
        try HostNamespace.run {
            let one = try BridgeNetwork(configuration: BridgeConfiguration())
            let two = try BridgeNetwork(configuration: BridgeConfiguration(name: "wherry1"))
            #expect(!one.subnet.overlaps(two.subnet))
            let web = try one.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let other = try two.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(9090, to: 80)]))
            let (server, second) = (try Inside(web).listening(on: 80), try Inside(other).listening(on: 80))
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 9090), with: second)
            try expectConversation(from: try Inside(other).connected(to: "\(one.gateway)", 8080), with: server)
            #expect(throws: SystemCallError.self) {
                _ = try Inside(other).connected(to: "\(web.endpoint.address)", 80)
            }

            let before = try output(of: "nft", "list", "table", "ip", "wherry_wherry0")
            try two.removeAll()
            #expect(try output(of: "nft", "list", "table", "ip", "wherry_wherry0") == before)
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
        }
    }

    @Test func removalLeavesNothing() throws {
        try HostNamespace.run {
            let links = try output(of: "ip", "-brief", "link")
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let interface = try network.attach(
                AttachRequest(id: "a", name: "a", publications: [.tcp(8080, to: 80)])
            ).endpoint.hostInterface
            try network.removeAll()
            try network.removeAll()
            try waitUntil { try !output(of: "ip", "link").contains(interface) }
            #expect(try output(of: "ip", "-brief", "link") == links)
            #expect(try output(of: "nft", "list", "ruleset").isEmpty)
            #expect(try output(of: "ip", "route").isEmpty)
        }
    }

    @Test func rulesThatSomeoneClearedComeBack() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let server = try Inside(web).listening(on: 80)
            try output(of: "nft", "flush", "ruleset")
            let other = try network.attach(AttachRequest(id: "b", name: "b", publications: [.tcp(9090, to: 90)]))
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
            #expect(try output(of: "nft", "list", "ruleset").contains("tcp . 9090 : \(other.endpoint.address) . 90"))

            try output(of: "nft", "flush", "ruleset")
            try network.detach(id: "b")
            try expectConversation(from: try TestSocket.connected(to: "127.0.0.1", 8080), with: server)
            #expect(try !output(of: "nft", "list", "ruleset").contains("9090"))
        }
    }

    @Test func theConfiguredSubnetAndMTUAreSetOnAnExistingBridge() throws {
        try HostNamespace.run {
            _ = try BridgeNetwork(configuration: BridgeConfiguration()).bridge
            let configuration = BridgeConfiguration(subnet: IPv4Subnet("10.77.0.0/24"), mtu: 1300)
            let network = try BridgeNetwork(configuration: configuration)
            let bridge = try output(of: "ip", "address", "show", "wherry0")
            #expect(bridge.contains("inet 10.77.0.1/24"))
            #expect(!bridge.contains("172.17"))
            #expect(bridge.contains("mtu 1300"))
            #expect(network.warnings.isEmpty)
        }
    }

    @Test func aSubnetThatTheHostUsesIsAvoidedOrWarnedOf() throws {
        try HostNamespace.run {
            try output(of: "ip", "address", "add", "172.17.5.5/24", "dev", "lo")
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            #expect(network.subnet == IPv4Subnet("172.18.0.0/16"))
            let insisting = BridgeConfiguration(name: "wherry1", subnet: IPv4Subnet("172.17.0.0/16"))
            let warning = try #require(try BridgeNetwork(configuration: insisting).warnings.first)
            #expect(warning.contains("172.17.0.0/16 overlaps with the host's network 172.17.5.0/24"))
        }
    }

    @Test func anInterfaceThatIsNoBridgeIsLeftAlone() throws {
        try HostNamespace.run {
            try output(of: "ip", "link", "add", "wherry0", "type", "veth", "peer", "name", "other")
            #expect(failure { _ = try BridgeNetwork(configuration: BridgeConfiguration()) } == .invalidConfiguration)
        }
    }
}
