import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
package import OCI
import SystemPackage

/// Debian's `docker-registry` on a loopback port of its own, over a directory of its own.
package final class DebianRegistry: Sendable {
    package static let program = "/usr/bin/docker-registry"
    package static var isInstalled: Bool { access(program, X_OK) == 0 }

    /// The only user of one that is started with a password.
    package static let username = "alice"
    package static let password = "wonderland"
    /// `htpasswd -B` of the two.
    private static let passwordFile = "alice:$2b$05$abcdefghijklmnopqrstuuA0vov2GDneHB3.8.cv9UF9g.RdvScIW\n"

    /// `127.0.0.1:port`.
    package let authority: String
    private let pid: pid_t
    private let log: any Channel
    private let directory: String

    private init(authority: String, pid: pid_t, log: any Channel, directory: String) {
        self.authority = authority
        self.pid = pid
        self.log = log
        self.directory = directory
    }

    /// Runs `body` with a registry that is stopped and removed afterwards.
    package static func run<Result>(
        withPassword: Bool = false, _ body: (DebianRegistry) async throws -> Result
    ) async throws -> Result {
        let registry = try await start(withPassword: withPassword)
        do {
            let result = try await body(registry)
            try await registry.stop()
            return result
        } catch {
            try await registry.stop()
            throw error
        }
    }

    private static func start(withPassword: Bool) async throws -> DebianRegistry {
        let directory = FileManager.default.temporaryDirectory.path + "/registry-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data(passwordFile.utf8).write(to: URL(filePath: directory + "/htpasswd"))
        try Data(configuration(directory, withPassword: withPassword).utf8)
            .write(to: URL(filePath: directory + "/config.yml"))
        let (pid, output) = try spawn([program, "serve", directory + "/config.yml"])
        let address = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: String.self)
        let log = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ListeningLine(address))
                }
            }
            .takingOwnershipOfDescriptor(input: output).get()
        let authority = try await address.futureResult.get()
        return DebianRegistry(authority: authority, pid: pid, log: log, directory: directory)
    }

    private static func configuration(_ directory: String, withPassword: Bool) -> String {
        let authentication = "auth:\n  htpasswd:\n    realm: test\n    path: \(directory)/htpasswd\n"
        return """
            version: 0.1
            log: {level: info}
            storage:
              filesystem: {rootdirectory: \(directory)/content}
              delete: {enabled: true}
            http: {addr: "127.0.0.1:0"}
            \(withPassword ? authentication : "")
            """
    }

    /// - Returns: the read end of a pipe that its output and errors go to.
    private static func spawn(_ arguments: [String]) throws -> (pid: pid_t, output: CInt) {
        let pipe = try FileDescriptor.pipe()
        defer { try? pipe.writeEnd.close() }
        // The registry, and programs that other tests start meanwhile, get neither end but as what is made below.
        for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipe.writeEnd.rawValue, 1)
        posix_spawn_file_actions_adddup2(&actions, pipe.writeEnd.rawValue, 2)
        var argv = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, arguments[0], &actions, nil, &argv, environ)
        guard failure == 0 else { throw Errno(rawValue: failure) }
        return (pid, pipe.readEnd.rawValue)
    }

    private func stop() async throws {
        kill(pid, SIGKILL)
        var status: CInt = 0
        waitpid(pid, &status, 0)
        try? await log.close()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// A reference to the repository `name` here, such as `app:1`.
    package func reference(_ name: String) throws -> Reference {
        try Reference(parsing: "\(authority)/\(name)")
    }
}

/// Reads the registry's log to its end, so that it never waits for a reader, and finds the port in it.
private final class ListeningLine: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let address: EventLoopPromise<String>
    private var text = ""

    init(_ address: EventLoopPromise<String>) {
        self.address = address
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard text.utf8.count < 64 << 10 else { return }
        text += String(buffer: unwrapInboundIn(data))
        guard let range = text.firstRange(of: "listening on 127.0.0.1:") else { return }
        let port = text[range.upperBound...].prefix { $0.isNumber }
        guard port.endIndex < text.endIndex, !port.isEmpty else { return }
        address.succeed("127.0.0.1:\(port)")
    }

    func channelInactive(context: ChannelHandlerContext) {
        address.fail(ChannelError.eof)
    }
}
