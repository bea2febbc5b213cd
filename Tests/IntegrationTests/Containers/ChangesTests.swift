import DockerAPI
import JSON
import Testing

/// What a container changed in its image, as `docker diff` lists it.
extension Integration {
    @Suite struct ChangesTests {
        /// The changes of a container that ran a shell's script to its end: `A /etc/new`.
        private func changes(_ flags: String..., of script: String) async throws -> [String] {
            let cli = try CommandLine(.wherry)
            let id = try await cli(["create", "--network", "none"] + flags + ["busybox", "sh", "-c", script])
            try await cli("start", "-a", id)
            let answer = try await cli.engine.request("GET", "/containers/\(id)/changes")
            try await cli("rm", id)
            let changes = try [FilesystemChange](json: Array(answer.body.utf8))
            return changes.map { "\(Array("CAD")[$0.kind]) \($0.path)" }
        }

        /// The image has none of the places that the engine mounts at.
        @Test func doNotHoldTheEnginesMountPoints() async throws {
            #expect(try await changes(of: "echo 127.0.0.9 other >> /etc/hosts; touch /dev/x") == [])
        }

        @Test func holdWhatWasChangedBesideThem() async throws {
            #expect(try await changes(of: "touch /etc/new") == ["C /etc", "A /etc/new"])
            #expect(try await changes(of: "chmod 700 /etc") == ["C /etc"])
        }

        /// As Docker: where a volume is mounted is told.
        @Test func holdTheMountPointsThatWereAskedFor() async throws {
            #expect(
                try await changes("-v", "/place/of/volume", "--tmpfs", "/temporary", of: "touch /place/of/volume/x")
                    == ["A /place", "A /place/of", "A /place/of/volume", "A /temporary"])
        }
    }
}
