import ArgumentParser
import DockerAPI

/// The engine's program: reads its configuration, and serves until it is told to end.
@main
struct Wherryd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wherryd", abstract: "A container engine that serves the Docker Engine API.",
        discussion: """
            Containers go on running while the engine is stopped, and it knows them all when it is started again. \
            SIGTERM and SIGINT end it; SIGHUP does not reload the configuration: restart it.
            """, version: "wherryd version \(ProductVersion.current)")

    @OptionGroup var flags: DaemonFlags

    func run() async throws {
        let configuration = try DaemonConfiguration(flags)
        if flags.validate {
            print("configuration OK")
            return
        }
        try await Daemon(configuration).run()
    }
}
