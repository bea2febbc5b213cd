import Foundation
import Testing

extension Integration {
    @Suite struct InspectTests {
        @Test(arguments: Client.allCases)
        func showsAContainer(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await cli("create", "--name", name, "-e", "A=1", "busybox", "sleep", "600")
            let text = try await cli("inspect", name)
            let list = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
            let first = try #require(list?.first)
            #expect(list?.count == 1)
            #expect(first["Id"] as? String == id)
            #expect(first["Name"] as? String == "/" + name)
            #expect(first["Path"] as? String == "sleep")
            #expect(first["Args"] as? [String] == ["600"])
            #expect((first["State"] as? [String: Any])?["Status"] as? String == "created")
            #expect(((first["Config"] as? [String: Any])?["Env"] as? [String])?.contains("A=1") == true)
            try await cli("rm", name)
        }

        @Test(arguments: Client.allCases)
        func formats(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli("create", "--label", "x.y=z", "-p", "127.0.0.1::80", "busybox", "sleep", "600")
            #expect(try await cli.inspect(id, "{{.Config.Image}} {{json .Config.Cmd}}") == #"busybox ["sleep","600"]"#)
            #expect(try await cli.inspect(id, #"{{index .Config.Labels "x.y"}}"#) == "z")
            #expect(try await cli.inspect(id, "{{if .State.Running}}up{{else}}down{{end}}") == "down")
            #expect(
                try await cli.inspect(
                    id, "{{range $k, $v := .HostConfig.PortBindings}}{{$k}} {{(index $v 0).HostIp}}{{end}}")
                    == "80/tcp 127.0.0.1")
            let list = ["ps", "-a", "--no-trunc", "--filter", "id=\(id)", "--format"]
            #expect(
                try await cli(list + ["{{.ID}}|{{.Image}}|{{.Command}}|{{.State}}|{{.Label \"x.y\"}}"])
                    == "\(id)|busybox|\"sleep 600\"|created|z")
            #expect(try await cli(list + ["table {{.Image}}\t{{.Status}}"]) == "IMAGE     STATUS\nbusybox   Created")
            let json =
                try JSONSerialization.jsonObject(with: Data(try await cli(list + ["{{json .}}"]).utf8))
                as? [String: Any]
            #expect(json?["ID"] as? String == id)
            let broken = try await cli.run("inspect", "--format", "{{.Nope.Nope", id)
            #expect(broken.status != 0)
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func tellsWhatIsMissing(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli("create", "busybox")
            let outcome = try await cli.run("inspect", "--format", "{{.Id}}", "no-such-thing", id)
            #expect(outcome.status == 1)
            #expect(outcome.error.contains("no-such-thing"))
            #expect(outcome.output.contains(id))
            #expect(try await cli.inspect(String(id.prefix(9)), "{{.Id}}") == id)
            #expect(try await cli.inspect("busybox", "{{.Os}}") == "linux")
            #expect(try await cli.run("inspect", "--type", "container", "busybox").status == 1)
            try await cli("rm", id)
        }
    }
}
