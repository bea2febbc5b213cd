import Glibc
import Linux
import OCI
import ShimProtocol

/// A container by an OCI runtime program with runc's command line, such as `runc` or `crun`.
///
/// The program is run in the shim's working directory, which is the bundle, and leaves the container's processes
/// orphaned, so that they become the shim's children.
final class ExternalRuntime: ContainerProcesses {
    private let command: RuntimeCommand
    private let id: String
    private var execCount = 0

    /// - Parameter specification: written to the bundle as the program is to read it.
    init(_ command: RuntimeCommand, id: String, _ specification: RuntimeSpec) throws(ShimFailure) {
        self.command = command
        self.id = id
        try RunDirectory.write(Self.withoutOwnDescriptors(specification), to: "config.json")
    }

    /// Names namespaces that the shim holds as descriptors in a way that means the same to another process.
    private static func withoutOwnDescriptors(_ specification: RuntimeSpec) -> RuntimeSpec {
        var specification = specification
        let own = "/proc/self/fd/"
        let namespaces = specification.linux?.namespaces?.map { namespace in
            guard let path = namespace.path, path.hasPrefix(own) else { return namespace }
            let descriptor = path.dropFirst(own.count)
            return RuntimeSpec.Namespace(type: namespace.type, path: "/proc/\(getpid())/fd/\(descriptor)")
        }
        specification.linux?.namespaces = namespaces
        return specification
    }

    func start(_ streams: ChildStreams) throws(ShimFailure) -> StartedProcess {
        let process = try launch(["create", "--bundle", "."], [id], pidFile: "init.pid", streams)
        do {
            try command.run(["start", id])
        } catch {
            // The container is there and waits for its start: without one it is of no use.
            try? delete()
            throw error
        }
        return process
    }

    func exec(_ process: RuntimeSpec.Process, _ streams: ChildStreams) throws(ShimFailure) -> StartedProcess {
        execCount += 1
        let name = "exec-\(execCount)"
        defer { unlink("\(name).json") }
        try RunDirectory.write(process, to: "\(name).json")
        return try launch(["exec", "--detach", "--process", "\(name).json"], [id], pidFile: "\(name).pid", streams)
    }

    func signalAll(_ signal: Int32) throws(ShimFailure) {
        try command.run(["kill", "--all", id, "\(signal)"])
    }

    func delete() throws(ShimFailure) {
        try command.run(["delete", "--force", id])
    }

    private func launch(
        _ verb: [String], _ operands: [String], pidFile: String, _ streams: ChildStreams
    ) throws(ShimFailure) -> StartedProcess {
        defer { unlink(pidFile) }
        let arguments = verb + ["--pid-file", pidFile]
        var terminal: OwnedDescriptor?
        if case .terminal = streams {
            let socket = try ShimFailure.wrapping { () throws(SystemCallError) in try ConsoleSocket() }
            try command.run(arguments + ["--console-socket", ConsoleSocket.path] + operands)
            terminal = try ShimFailure.wrapping { () throws(SystemCallError) in try socket.receive() }
        } else {
            try command.run(arguments + operands, streams)
        }
        return StartedProcess(pid: try pid(in: pidFile), terminal: terminal)
    }

    private func pid(in file: String) throws(ShimFailure) -> Int32 {
        let text = String(decoding: try RunDirectory.read(file), as: UTF8.self)
        guard let pid = Int32(text), pid > 0 else {
            throw ShimFailure(code: .runtime, message: "\(command.program) wrote \"\(text)\" for a pid to \(file)")
        }
        return pid
    }
}
