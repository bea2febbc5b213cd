import Foundation
import Testing

extension Integration {
    @Suite struct ImageTests {
        @Test(arguments: Client.allCases)
        func listsAndTags(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            try await cli("tag", "busybox", "\(name):one")
            try await cli("tag", "busybox:latest", "registry.example/\(name)")
            let listed = ["images", "--format", "{{.Repository}}:{{.Tag}}"]
            let all = try await cli(listed).split(separator: "\n")
            #expect(all.contains("\(name):one") && all.contains("registry.example/\(name):latest"))
            #expect(try await cli(listed + ["--filter", "reference=\(name):*"]) == "\(name):one")
            #expect(try await cli(listed + [name]) == "\(name):one")
            let table = try await cli("images", name).split(separator: "\n").map(String.init)
            try #require(table.count == 2)
            #expect(
                table[0].split(separator: /\s{2,}/).map(String.init) == [
                    "REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE",
                ])
            let id = try await cli.inspect("busybox", "{{.Id}}")
            #expect(try await cli("images", "-q", "--no-trunc", name) == id)
            #expect(table[1].contains(id.dropFirst("sha256:".count).prefix(12)))
            #expect(try await cli("rmi", "\(name):one") == "Untagged: \(name):one")
            try await cli("rmi", "registry.example/\(name)")
            #expect(try await cli(listed + [name]) == "")
            #expect(try await cli.run("tag", "no-such-image", "x").status == 1)
        }

        @Test(arguments: Client.allCases)
        func importsARootFilesystem(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await cli(
                "import", "--change", "CMD [\"cat\", \"/mark\"]", "--change", "ENV A=b", "--message", "made here",
                try await cli.engine.archive(marked: name), name)
            #expect(id.hasPrefix("sha256:"))
            #expect(try await cli("run", "--rm", name) == name)
            #expect(try await cli.inspect(name, "{{json .Config.Env}}").contains("A=b"))
            let history = try await cli("history", "--no-trunc", "--format", "{{.ID}} {{.Comment}}", name)
            #expect(history.contains(id) && history.contains("made here"))
            let piped = try await cli(
                "import", "-", name + "p", input: .file(try await cli.engine.archive(marked: name)))
            #expect(try await cli("run", "--rm", name + "p", "cat", "/mark") == name)
            let removed = try await cli("rmi", name, name + "p")
            #expect(removed.contains("Untagged: \(name):latest") && removed.contains("Deleted: \(id)"))
            #expect(removed.contains("Deleted: \(piped)"))
        }

        @Test(arguments: Client.allCases)
        func savesAndLoads(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let file = "\(cli.engine.root)/\(name).saved"
            let id = try await cli("import", try await cli.engine.archive(marked: name), name)
            try await cli("tag", name, "\(name):other")
            try await cli("save", "-o", file, name, "\(name):other")
            let listed = try await Tool.run("tar", "-tf", file)
            #expect(listed.contains("manifest.json") && listed.contains("index.json"))
            try await cli("rmi", name, "\(name):other")
            #expect(try await cli.run("run", "--rm", "--pull", "never", name, "true").status == 125)
            let loaded = try await cli("load", "-i", file)
            #expect(loaded.contains("Loaded image: \(name):latest") && loaded.contains("Loaded image: \(name):other"))
            #expect(try await cli.inspect(name, "{{.Id}}") == id)
            #expect(try await cli("run", "--rm", name, "cat", "/mark") == name)
            try await cli("rmi", name, "\(name):other")
            #expect(try await cli("load", input: .file(file)).contains("Loaded image: \(name):latest"))
            try await cli("rmi", name, "\(name):other")
            let broken = try await cli.run("load", "-i", BusyboxImage.program)
            #expect(broken.status == 1 && !broken.error.isEmpty)
            #expect(try await cli.run("save", "-o", file + "2", "no-such-image").status == 1)
        }

        @Test(arguments: Client.allCases)
        func keepsAnImageThatIsUsed(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await cli("import", try await cli.engine.archive(marked: name), name)
            let container = try await cli("create", name, "true")
            let refused = try await cli.run("rmi", name)
            #expect(refused.status == 1)
            #expect(refused.error.contains("conflict: unable to remove repository reference \"\(name)\" (must force)"))
            #expect(refused.error.contains(container.prefix(12)))
            #expect(try await cli.engine.request("DELETE", "/images/\(name)").status == 409)
            try await cli("start", container)
            try await cli("rm", "-f", container)
            #expect(try await cli("rmi", name).contains("Deleted: \(id)"))
            let gone = try await cli.run("rmi", name)
            #expect(gone.status == 1 && gone.error.contains("No such image: \(name)"))
        }
    }
}

extension EngineFixture {
    /// A root filesystem like `busybox`, with `/mark` that holds `text`.
    func archive(marked text: String) async throws -> String {
        let path = "\(root)/\(uniqueName())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data("\(text)\n".utf8).write(to: URL(filePath: path + "/mark"))
        try FileManager.default.copyItem(atPath: root + "/busybox.tar", toPath: path + ".tar")
        try await Tool.run("tar", "-C", path, "-rf", path + ".tar", "mark")
        return path + ".tar"
    }
}
