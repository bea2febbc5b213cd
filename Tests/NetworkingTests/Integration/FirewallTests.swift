import Glibc
import Linux
import Testing

@testable import Networking

@Suite(.enabled(if: geteuid() == 0))
struct FirewallTests {
    @Test func containersReachTheOutsideUnderTheHostsAddress() throws {
        try HostNamespace.run {
            let outside = try OutsideNetwork()
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let guest = try network.attach(AttachRequest(id: "a", name: "a"))
            let server = try outside.inside.listening(on: 80)
            let client = try Inside(guest).connected(to: OutsideNetwork.address, 80)
            #expect(try expectConversation(from: client, with: server) == IPv4Address(OutsideNetwork.host))
        }
    }

    @Test func withoutMasqueradeTheyKeepTheirAddress() throws {
        try HostNamespace.run {
            let outside = try OutsideNetwork()
            let network = try BridgeNetwork(configuration: BridgeConfiguration(masquerade: false))
            try outside.learnRoute(to: network.subnet)
            let guest = try network.attach(AttachRequest(id: "a", name: "a"))
            let server = try outside.inside.listening(on: 80)
            let client = try Inside(guest).connected(to: OutsideNetwork.address, 80)
            #expect(try expectConversation(from: client, with: server) == guest.endpoint.address)
        }
    }

    @Test func aNeighbourReachesPublishedPortsOnly() throws {
        try HostNamespace.run {
            let outside = try OutsideNetwork()
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            try outside.learnRoute(to: network.subnet)
            let guest = try network.attach(AttachRequest(id: "a", name: "a"))
            let (inside, address) = (outside.inside, guest.endpoint.address)
            let server = try Inside(guest).listening(on: 80)
            #expect(throws: SystemCallError.self) { _ = try inside.connected(to: "\(address)", 80) }
            try output(of: "nft", "flush", "chain", "ip", "wherry_wherry0", "forward")
            try expectConversation(from: try inside.connected(to: "\(address)", 80), with: server)
        }
    }

    /// CVE-2020-8558: a container sends packets for 127.0.0.1 to its gateway.
    @Test func containersDoNotReachTheHostsLoopbackServices() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let guest = try network.attach(AttachRequest(id: "a", name: "a"))
            let service = try TestSocket.listening(on: 631, at: "127.0.0.1")
            try HostNamespace.run(in: guest.namespace.raw) {
                try SystemControl.loopbackRouting(of: "eth0").turnOn()
                try output(of: "ip", "address", "delete", "127.0.0.1/8", "dev", "lo")
                try output(of: "ip", "route", "add", "127.0.0.1", "via", "172.17.0.1")
            }
            let attacker = Inside(guest)
            #expect(throws: SystemCallError.self) { _ = try attacker.connected(to: "127.0.0.1", 631) }
            try output(of: "nft", "flush", "chain", "ip", "wherry_wherry0", "raw")
            _ = try attacker.connected(to: "127.0.0.1", 631)
            #expect(try service.accept().peer == guest.endpoint.address)
        }
    }

    /// As Docker and ufw leave a host.
    @Test func aDroppingPolicyOfIPTablesIsOverruledForTheBridgeAlone() throws {
        try HostNamespace.run {
            let outside = try OutsideNetwork()
            try output(of: "nft", "add table ip filter")
            try output(of: "nft", "add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }")
            let before = try output(of: "nft", "list", "ruleset")
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            #expect(network.warnings.isEmpty)
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80)]))
            let server = try Inside(web).listening(on: 80)
            let client = try outside.inside.connected(to: OutsideNetwork.host, 8080)
            try expectConversation(from: client, with: server)

            try network.restoreRules()
            let rules = try output(of: "nft", "list", "chain", "ip", "filter", "FORWARD")
            #expect(rules.matches(of: /iifname "wherry0" .* accept comment "wherry: wherry0"/).count == 1)
            try network.removeAll()
            #expect(try output(of: "nft", "list", "ruleset") == before)
        }
    }

    @Test func anotherDroppingFirewallIsNamed() throws {
        try HostNamespace.run {
            try output(of: "nft", "add table inet guard")
            try output(of: "nft", "add chain inet guard ways { type filter hook forward priority 0; policy drop; }")
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            #expect(network.warnings.count == 1)
            #expect(network.warnings.first?.contains("chain ways of the table inet guard") == true)
        }
    }

    /// nft(8) reads the table that is meant, in a namespace of its own, and lists both alike.
    @Test func theTableIsWhatItIsMeantToBe() throws {
        let meant = try NetworkNamespace.create().take()
        let expected = try HostNamespace.run(in: meant.raw) {
            try output(of: "nft", expectedRuleset)
            return try output(of: "nft", "list", "ruleset")
        }
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let local = Publication(hostAddress: "127.0.0.1", hostPort: 81, containerPort: 80, transport: .udp)
            let web = try network.attach(
                AttachRequest(id: "a", name: "web", publications: [.tcp(8080, to: 80), local]))
            #expect(web.endpoint.address == IPv4Address("172.17.0.2"))
            #expect(try output(of: "nft", "list", "ruleset") == expected)
        }
    }
}

private let expectedRuleset = """
    table ip wherry_wherry0 {
        map published {
            type inet_proto . ipv4_addr . inet_service : ipv4_addr . inet_service
            elements = { udp . 127.0.0.1 . 81 : 172.17.0.2 . 80 }
        }
        map published_everywhere {
            type inet_proto . inet_service : ipv4_addr . inet_service
            elements = { tcp . 8080 : 172.17.0.2 . 80 }
        }
        chain raw {
            type filter hook prerouting priority raw; policy accept;
            iifname "wherry0" ip daddr 127.0.0.0/8 drop
        }
        chain prerouting {
            type nat hook prerouting priority dstnat; policy accept;
            ip daddr 127.0.0.0/8 return
            dnat ip to meta l4proto . ip daddr . th dport map @published
            fib daddr type local dnat ip to meta l4proto . th dport map @published_everywhere
        }
        chain output {
            type nat hook output priority -100; policy accept;
            dnat ip to meta l4proto . ip daddr . th dport map @published
            fib daddr type local dnat ip to meta l4proto . th dport map @published_everywhere
        }
        chain postrouting {
            type nat hook postrouting priority srcnat; policy accept;
            ip saddr 172.17.0.0/16 oifname != "wherry0" masquerade
            ip saddr 172.17.0.0/16 oifname "wherry0" ct status dnat masquerade
            ip saddr 127.0.0.0/8 oifname "wherry0" masquerade
        }
        chain forward {
            type filter hook forward priority filter; policy accept;
            oifname != "wherry0" return
            iifname "wherry0" accept
            ct state established,related accept
            ct status dnat accept
            drop
        }
    }
    """
