import DockerServer
import Engine
import Glibc
import Linux
import Logging
import NIOCore
import NIOPosix

/// The running program: an engine, and the servers before it.
struct Daemon {
    /// The engine's own work is small; more threads would cost memory and win nothing.
    private static let eventLoops = 2
    /// Calls that block: layers are unpacked and containers prepared side by side.
    private static let blockingThreads = 16
    /// In bytes. Layers, blobs and logs go through larger buffers; what the engine keeps is smaller.
    private static let passingBuffers: Int32 = 128 << 10
    private static let heapArenas: Int32 = 2

    private let configuration: DaemonConfiguration
    private let logger: Logger

    init(_ configuration: DaemonConfiguration) {
        Heap.giveBack(buffers: Self.passingBuffers, arenas: Self.heapArenas)
        self.configuration = configuration
        LoggingSystem.bootstrap { _ in StreamLogHandler.standardError(label: "wherryd") }
        var logger = Logger(label: "wherryd")
        logger.logLevel = configuration.logLevel
        self.logger = logger
    }

    func run() async throws {
        guard getuid() == 0 else { throw DaemonError("the engine must be run as root: it mounts and makes namespaces") }
        let lock = try DataRootLock(dataRoot: configuration.engine.dataRoot)
        if let pidFile = configuration.pidFile { try ProcessIDFile.write(pidFile) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: Self.eventLoops)
        let threads = NIOThreadPool(numberOfThreads: Self.blockingThreads)
        threads.start()
        let signals = try await TerminationSignals.stream(on: group)
        let engine = try await Engine.start(configuration.engine, group: group, threads: threads, logger: logger)
        let server = HTTPServer(group: group, router: Router(engine: engine, work: BlockingWork(pool: threads)))
        try await listen(server)
        let environment = Environment.current
        ServiceNotification.send("READY=1", to: environment["NOTIFY_SOCKET"])
        logger.info("serving", metadata: ["data-root": "\(configuration.engine.dataRoot)"])
        await waitForEnd(signals)
        ServiceNotification.send("STOPPING=1", to: environment["NOTIFY_SOCKET"])
        removeSockets()
        await server.stop(within: .seconds(Int64(configuration.shutdownTimeout)))
        await engine.stop()
        if let pidFile = configuration.pidFile { unlink(pidFile) }
        // Threads and loops end with the process, and with it the lock.
        _ = consume lock
    }

    private func listen(_ server: HTTPServer) async throws {
        let activation = SocketActivation(environment: Environment.current, process: getpid())
        let tls = try configuration.tls?.context()
        for host in configuration.hosts {
            switch host {
            case .unix(let path):
                try makeDirectories(FileLocation.directory(of: path))
                try await server.serve(ListeningSocket.unix(path: path, group: configuration.socketGroup))
            case .tcp(let address, let port):
                if tls == nil {
                    logger.warning("\(host) is served without TLS: whoever reaches it is root on this machine")
                }
                try await server.serve(host: address, port: port, tls: tls)
            case .activated(let name):
                for descriptor in try activation.take(name) {
                    try await server.serve(ListeningSocket(OwnedDescriptor(owning: descriptor)))
                }
            }
            logger.info("listening on \(host)")
        }
    }

    /// While they are still listened on: afterwards the path may be another engine's. One that was handed over by who
    /// started the engine stays with it.
    private func removeSockets() {
        for case .unix(let path) in configuration.hosts { unlink(path) }
    }

    private func waitForEnd(_ signals: AsyncStream<Int32>) async {
        for await signal in signals {
            guard signal == SIGHUP else {
                logger.info("ending on signal \(signal); containers go on running")
                return
            }
            logger.warning("SIGHUP does not reload the configuration: restart the engine")
        }
    }
}

enum FileLocation {
    static func directory(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
