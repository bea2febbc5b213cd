import Glibc
import Testing

/// The built programs, driven as their users drive them: by Docker's command line and by wherry's own.
@Suite(
    .enabled(if: geteuid() == 0, "an engine needs root: it mounts, and makes namespaces and cgroups"),
    .sharedEngine, .concurrent(atMost: 4))
struct Integration {
    /// Skipped where the tests that are run by it are.
    @Test(.enabled(if: Client.docker.program != nil, Client.dockerIsMissing))
    func dockersCommandLineSeesTheEngine() async throws {
        let docker = try CommandLine(.docker)
        #expect(try await docker("version", "--format", "{{.Server.Os}} {{.Server.APIVersion}}") == "linux 1.51")
        #expect(try await docker("info", "--format", "{{.DockerRootDir}}") == docker.engine.dataRoot)
    }
}
