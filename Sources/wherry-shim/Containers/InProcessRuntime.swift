import Glibc
import Linux
import OCI
import OCIRuntime
import ShimProtocol

/// A container that the shim creates in its own process: no program is run on the way.
final class InProcessRuntime: ContainerProcesses {
    private let runtime: ContainerRuntime
    private let id: String
    private let root: RootMount
    private let bundle: String
    private let specification: RuntimeSpec
    private let hasInit: Bool

    /// - Parameter bundle: absolute; where relative paths of the specification start.
    init(_ configuration: ShimConfiguration, bundle: String, _ specification: RuntimeSpec) {
        runtime = ContainerRuntime(stateRoot: configuration.runtimeRoot)
        id = configuration.id
        root = configuration.root
        hasInit = configuration.initProcess
        self.bundle = bundle
        self.specification = specification
    }

    func start(_ streams: ChildStreams) throws(ShimFailure) -> StartedProcess {
        let request = CreateRequest(
            id: id, bundle: bundle, spec: specification, root: root,
            streams: ProcessStreams(streams, specification.process), start: true, hasInit: hasInit)
        return try ShimFailure.wrapping { () throws(RuntimeError) in
            StartedProcess(try runtime.create(request))
        }
    }

    func exec(_ process: RuntimeSpec.Process, _ streams: ChildStreams) throws(ShimFailure) -> StartedProcess {
        let request = ExecProcessRequest(id: id, process: process, streams: ProcessStreams(streams, process))
        return try ShimFailure.wrapping { () throws(RuntimeError) in StartedProcess(try runtime.exec(request)) }
    }

    func signalAll(_ signal: Int32) throws(ShimFailure) {
        try ShimFailure.wrapping { () throws(RuntimeError) in try runtime.kill(id: id, signal: signal, all: true) }
    }

    func delete() throws(ShimFailure) {
        // The engine's containers have no poststop hooks, which could fail.
        _ = try ShimFailure.wrapping { () throws(RuntimeError) in try runtime.delete(id: id, force: true) }
    }
}

extension StartedProcess {
    init(_ created: consuming CreatedProcess) {
        let terminal = created.terminal.take()
        self.init(pid: created.pid, terminal: terminal)
    }
}

extension ProcessStreams {
    /// - Parameter process: tells a terminal's first size; without one it is that of an old terminal.
    init(_ streams: ChildStreams, _ process: RuntimeSpec.Process?) {
        switch streams {
        case .descriptors(let input, let output, let error):
            self = .descriptors(input: input, output: output, error: error)
        case .terminal:
            let size = process?.consoleSize
            self = .terminal(
                columns: UInt16(clamping: size?.width ?? 80), rows: UInt16(clamping: size?.height ?? 24))
        }
    }
}

extension ShimFailure {
    /// Runs `body` and passes the runtime's refusal on to the client.
    static func wrapping<Value: ~Copyable>(
        _ body: () throws(RuntimeError) -> Value
    ) throws(ShimFailure) -> Value {
        do { return try body() } catch { throw ShimFailure(error) }
    }

    init(_ error: RuntimeError) {
        let code: Code =
            switch error.code {
            case .commandNotFound: .commandNotFound
            case .commandNotExecutable: .commandNotExecutable
            case .invalidConfiguration: .invalidConfiguration
            case .notRunning: .notRunning
            case .notFound, .alreadyExists, .system: .runtime
            }
        self.init(code: code, message: error.message)
    }
}
