import Glibc
import Linux
import Testing

@testable import Networking

@Suite(.enabled(if: geteuid() == 0))
struct AttachTests {
    @Test func attachesContainersThatReachTheGatewayAndEachOther() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let first = try network.attach(AttachRequest(id: "a", name: "a"))
            let second = try network.attach(AttachRequest(id: "b", name: "b"))
            #expect(first.endpoint.address == IPv4Address("172.17.0.2"))
            #expect(second.endpoint.address == IPv4Address("172.17.0.3"))

            let gateway = try TestSocket.listening(on: 53)
            try HostNamespace.run(in: first.namespace.raw) {
                _ = try TestSocket.connected(to: "172.17.0.1", 53)
                let interfaces = try output(of: "ip", "address")
                #expect(interfaces.contains("02:42:ac:11:00:02"))
                #expect(!interfaces.contains("inet6 fe80"))
            }
            let (_, guest) = try gateway.accept()
            #expect(guest == first.endpoint.address)
        }
    }

    @Test func publishesTCPOnEveryAddressOfTheHost() throws {
        try HostNamespace.run {
            let network = try BridgeNetwork(configuration: BridgeConfiguration())
            let publication = Publication(hostPort: 8080, containerPort: 80, transport: .tcp)
            let web = try network.attach(AttachRequest(id: "a", name: "web", publications: [publication]))
            let server = try Inside(web).listening(on: 80)
            for address in ["127.0.0.1", "127.0.0.2", "172.17.0.1"] {
                let client = try TestSocket.connected(to: address, 8080)
                try client.send("hello by \(address)")
                let (connection, _) = try server.accept()
                #expect(try connection.receive().text == "hello by \(address)")
            }
        }
    }
}
