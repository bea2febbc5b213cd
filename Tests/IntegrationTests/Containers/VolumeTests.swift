import Foundation
import Testing

extension Integration {
    @Suite struct VolumeTests {
        /// A new directory on the host.
        private func directory(_ engine: EngineFixture) throws -> String {
            let path = "\(engine.root)/\(engine.uniqueName())"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            return path
        }

        private func text(_ path: String) throws -> String {
            try String(contentsOfFile: path, encoding: .utf8)
        }

        @Test(arguments: Client.allCases)
        func bindsADirectory(client: Client) async throws {
            let cli = try CommandLine(client)
            let path = try directory(cli.engine)
            try Data("from the host\n".utf8).write(to: URL(filePath: path + "/in"))
            try await cli("run", "--rm", "-v", "\(path):/data", "busybox", "sh", "-c", "cat /data/in > /data/out")
            #expect(try text(path + "/out") == "from the host\n")
            let refused = try await cli.run("run", "--rm", "-v", "\(path):/data:ro", "busybox", "touch", "/data/x")
            #expect(refused.status == 1 && refused.error.contains("Read-only file system"))
            let mount = "type=bind,source=\(path),target=/data,readonly"
            #expect(try await cli("run", "--rm", "--mount", mount, "busybox", "cat", "/data/in") == "from the host")
            #expect(try await cli.run("run", "--rm", "--mount", mount, "busybox", "touch", "/data/x").status == 1)
            #expect(
                try await cli("run", "--rm", "-v", "\(path)/in:/etc/motd", "busybox", "cat", "/etc/motd")
                    == "from the host")
        }

        @Test(arguments: Client.allCases)
        func makesAHostDirectoryForAVolumeButNotForAMount(client: Client) async throws {
            let cli = try CommandLine(client)
            let path = try directory(cli.engine) + "/new"
            let refused = try await cli.run(
                "run", "--rm", "--mount", "type=bind,src=\(path),dst=/data", "busybox", "true")
            #expect(refused.status == 125)
            #expect(refused.error.contains("bind source path does not exist: \(path)"))
            try await cli("run", "--rm", "-v", "\(path):/data", "busybox", "touch", "/data/made")
            #expect(FileManager.default.fileExists(atPath: path + "/made"))
        }

        /// As Docker, which mounts its own files in a volume that covers their directory.
        @Test func showsTheEnginesFilesInAVolume() async throws {
            let cli = try CommandLine(.wherry)
            for flag in ["--volume", "--tmpfs"] {
                let show = ["sh", "-c", "cat /etc/hostname; grep -c vessel /etc/hosts"]
                #expect(
                    try await cli(["run", "--rm", "--hostname", "vessel", flag, "/etc", "busybox"] + show)
                        == "vessel\n1")
            }
        }

        @Test(arguments: Client.allCases)
        func fillsANewVolumeFromTheImage(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let show = ["sh", "-c", "cat /srv/seed; stat -c '%u:%g %a' /srv; echo mine >> /srv/seed"]
            #expect(
                try await cli(["run", "--rm", "-v", "\(name):/srv", "busybox"] + show)
                    == "from the image\n1000:1000 750")
            #expect(
                try await cli("run", "--rm", "-v", "\(name):/data:ro", "busybox", "cat", "/data/seed")
                    == "from the image\nmine")
            #expect(try await cli("run", "--rm", "-v", "\(name)n:/srv:nocopy", "busybox", "ls", "/srv") == "")
            for volume in [name, name + "n"] {
                #expect(try await cli.engine.request("DELETE", "/volumes/\(volume)").status == 204)
            }
        }

        @Test(arguments: Client.allCases)
        func bindsTheHostsOwnRoot(client: Client) async throws {
            let cli = try CommandLine(client)
            let socket = "/host" + cli.engine.socket
            for flags in [["-v", "/:/host:ro"], ["--mount", "type=bind,source=/,target=/host,readonly"]] {
                #expect(try await cli(["run", "--rm"] + flags + ["busybox", "ls", socket]) == socket)
            }
        }

        @Test(arguments: Client.allCases)
        func saysThatAFileDoesNotCoverADirectory(client: Client) async throws {
            let cli = try CommandLine(client)
            for (source, target) in [("/dev/null", "/bin"), (cli.engine.root, "/bin/busybox")] {
                let outcome = try await cli.run("run", "--rm", "-v", "\(source):\(target)", "busybox", "true")
                #expect(outcome.status == 125)
                let mismatch = target == "/bin" ? "a file on a directory" : "a directory on a file"
                #expect(outcome.error.contains("mounting on \(target): move_mount of \(mismatch)"), "\(outcome)")
            }
        }

        @Test func aNameThatNoVolumeCanHaveIsOfNone() async throws {
            let engine = try CommandLine(.wherry).engine
            for method in ["GET", "DELETE"] {
                let answer = try await engine.request(method, "/volumes/x")
                #expect(answer.status == 404)
                #expect(answer.body.contains("get x: no such volume"), "\(answer)")
            }
        }

        @Test(arguments: Client.allCases)
        func keepsAVolumeThatIsUsed(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await cli("create", "-v", "\(name):/data", "busybox")
            #expect(
                try await cli.inspect(id, "{{range .Mounts}}{{.Type}} {{.Name}} {{.Destination}} {{.RW}}{{end}}")
                    == "volume \(name) /data true")
            #expect(try await cli.engine.request("DELETE", "/volumes/\(name)").status == 409)
            try await cli("rm", id)
            #expect(try await cli.engine.request("DELETE", "/volumes/\(name)").status == 204)
            #expect(try await cli.engine.request("GET", "/volumes/\(name)").status == 404)
        }

        @Test(arguments: Client.allCases)
        func removesAnonymousVolumesWithTheContainer(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = "{{range .Mounts}}{{.Name}}{{end}}"
            let kept = try await cli("create", "-v", "/data", "busybox")
            let keptVolume = try await cli.inspect(kept, name)
            let gone = try await cli("create", "-v", "/data", "busybox")
            let goneVolume = try await cli.inspect(gone, name)
            try await cli("rm", kept)
            try await cli("rm", "-v", gone)
            #expect(try await cli.engine.request("GET", "/volumes/\(goneVolume)").status == 404)
            #expect(try await cli.engine.request("DELETE", "/volumes/\(keptVolume)").status == 204)
        }
    }
}
