import Foundation
import Testing

extension Integration {
    @Suite struct NetworkTests {
        /// Listens before it says so, and serves in the background.
        private static let server = ["sh", "-c", "httpd -h /www && echo ready && exec sleep 600"]
        private static let page = "hello from a container"

        /// Starts a web server, and waits until it listens.
        private func serve(_ cli: CommandLine, _ flags: String...) async throws -> String {
            let id = try await cli(["run", "-d"] + flags + ["busybox"] + Self.server)
            try await cli.awaitLog("ready", of: id)
            return id
        }

        private func get(_ address: String) async throws -> String {
            try await Tool.run("curl", "--silent", "--show-error", "--max-time", "20", "http://\(address)/")
        }

        private func names(of namespace: String) -> [String] {
            namespace.split(separator: "\n").map(String.init).sorted()
        }

        @Test(arguments: Client.allCases)
        func publishesOnLoopback(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await serve(cli, "-p", "127.0.0.1::80")
            let address = try await cli("port", id, "80/tcp")
            try #require(address.hasPrefix("127.0.0.1:"))
            #expect(try await get(address) == Self.page)
            #expect(
                try await cli.inspect(id, "{{(index .NetworkSettings.Ports \"80/tcp\" 0).HostPort}}")
                    == address.dropFirst(10))
            #expect(try await cli("ps", "--format", "{{.Ports}}", "--filter", "id=\(id)") == "\(address)->80/tcp")
            // It is not on the host's other addresses.
            let gateway = try await cli.inspect(id, "{{.NetworkSettings.Gateway}}")
            await #expect(throws: ProgramFailure.self) { try await get(gateway + address.dropFirst(9)) }
            try await cli("rm", "-f", id)
            await #expect(throws: ProgramFailure.self) { try await get(address) }
        }

        @Test(arguments: Client.allCases)
        func publishesOnEveryAddress(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await serve(cli, "-p", "80")
            let address = try await cli("port", id).split(separator: "\n").map(String.init)
            let line = try #require(address.first { $0.hasPrefix("80/tcp -> 0.0.0.0:") })
            let port = line.dropFirst("80/tcp -> 0.0.0.0:".count)
            let gateway = try await cli.inspect(id, "{{.NetworkSettings.Gateway}}")
            #expect(try await get("127.0.0.1:\(port)") == Self.page)
            #expect(try await get("\(gateway):\(port)") == Self.page)
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func publishesUDP(client: Client) async throws {
            let cli = try CommandLine(client)
            // The host's Python, as busybox has no server of UDP.
            let script = """
                import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.bind(("0.0.0.0", 53))
                print("ready", flush=True)
                while True:
                    data, sender = s.recvfrom(1500)
                    s.sendto(b"got " + data, sender)
                """
            let host = ["/usr", "/lib", "/lib64"].flatMap { ["-v", "\($0):\($0):ro"] }
            let id = try await cli(
                ["run", "-d", "-p", "127.0.0.1::53/udp"] + host + ["busybox", "/usr/bin/python3", "-c", script])
            try await cli.awaitLog("ready", of: id)
            let port = try #require(UInt16(try await cli("port", id, "53/udp").dropFirst("127.0.0.1:".count)))
            #expect(try LoopbackSocket.udp(to: port).ask("datagram") == "got datagram")
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func tellsThatAPortIsTaken(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let other = try LoopbackSocket.listening()
            let publication = "127.0.0.1:\(try other.port):80"
            let refused = try await cli.run("run", "-d", "--name", name, "-p", publication, "busybox", "true")
            #expect(refused.status == 125)
            #expect(refused.error.contains("address already in use"))
            #expect(refused.error.contains(publication.dropLast(3)))
            #expect(
                try await cli.inspect(name, "{{.State.Status}} {{.State.Pid}} '{{.NetworkSettings.IPAddress}}'")
                    == "created 0 ''")
            _ = consume other
            try await cli("start", "-a", name)
            try await cli("rm", name)
        }

        @Test(arguments: Client.allCases)
        func tellsThatAPortIsAnothersContainers(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await serve(cli, "-p", "127.0.0.1::80")
            let address = try await cli("port", id, "80")
            let refused = try await cli.run("run", "--rm", "--name", name, "-p", "\(address):80", "busybox", "true")
            #expect(refused.status == 125)
            #expect(refused.error.contains("port is already allocated"))
            #expect(try await cli("ps", "-aq", "--filter", "name=\(name)") == "")
            #expect(try await get(address) == Self.page)
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func noneIsLoopbackOnly(client: Client) async throws {
            let cli = try CommandLine(client)
            #expect(try await cli("run", "--rm", "--network", "none", "busybox", "ls", "/sys/class/net") == "lo")
            #expect(try await cli("run", "--rm", "busybox", "ls", "/sys/class/net") == "eth0\nlo")
        }

        @Test(arguments: Client.allCases)
        func hostIsTheHosts(client: Client) async throws {
            let cli = try CommandLine(client)
            let seen = try await cli(
                "run", "--rm", "--network", "host", "busybox", "sh", "-c",
                "ls /sys/class/net; readlink /proc/self/ns/net; echo $HOSTNAME; cat /etc/hostname; hostname")
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
            #expect(seen.contains(cli.engine.bridge))
            #expect(seen.contains(own))
            let name = try await Tool.run("hostname")
            #expect(seen.hasSuffix("\(name)\n\(name)\n\(name)"))
        }

        @Test(arguments: Client.allCases)
        func joinsAnothersNamespace(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            _ = try await serve(cli, "--name", name)
            let network = "container:\(name)"
            let join = ["run", "--rm", "--network", network, "busybox"]
            #expect(try await cli(join + ["wget", "-qO-", "http://127.0.0.1/"]) == Self.page)
            let names = ["sh", "-c", "hostname; cat /etc/hostname /etc/hosts"]
            #expect(try await cli(join + names) == (try await cli(["exec", name] + names)))
            let refused = try await cli.run("run", "--rm", "--network", network, "-p", "80", "busybox", "true")
            #expect(refused.status == 125)
            try await cli("rm", "-f", name)
            let missing = try await cli.run("run", "--rm", "--network", network, "busybox", "true")
            #expect(missing.status == 125)
            #expect(missing.error.contains("No such container: \(name)"))
        }

        @Test(arguments: Client.allCases)
        func containersReachEachOtherByAddress(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await serve(cli)
            let address = try await cli.inspect(id, "{{.NetworkSettings.IPAddress}}")
            #expect(try await cli("run", "--rm", "busybox", "wget", "-qO-", "http://\(address)/") == Self.page)
            #expect(
                try await cli("run", "--rm", "busybox", "ping", "-c", "1", "-W", "9", address).contains(
                    "1 packets received"))
            try await cli("rm", "-f", id)
        }

        /// Each with its own bridge; neither knows of the other.
        @Test(arguments: Client.allCases)
        func twoEnginesLiveSideBySide(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await serve(cli, "-p", "127.0.0.1::80")
            let address = try await cli("port", id, "80")
            try await EngineFixture.with { engine in
                let other = try CommandLine(client, engine)
                #expect(try await other("ps", "-aq") == "")
                let second = try await serve(other, "--name", "web", "-p", "127.0.0.1::80")
                let secondAddress = try await other("port", second, "80")
                #expect(try await get(secondAddress) == Self.page)
                #expect(try await get(address) == Self.page)
                // A port of the first is not free for the second.
                #expect(try await other.run("run", "--rm", "-p", "\(address):80", "busybox", "true").status == 125)
                try await engine.stop()
                #expect(try await get(address) == Self.page)
                #expect(try await get(secondAddress) == Self.page)
            }
            #expect(try await get(address) == Self.page)
            try await cli("rm", "-f", id)
        }
    }
}
