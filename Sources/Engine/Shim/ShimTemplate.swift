import JSON
import Linux
import Logging
import ShimProtocol
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Starts shims, as forks of one that was started ahead: see ``ShimTemplateRequest``. Where there is none, as after
/// someone ended it, a shim is started by itself, and a new template for the next ones.
final class ShimTemplate: Sendable {
    private let program: ShimProgram
    private let logger: Logger
    private let process = Mutex<TemplateProcess?>(nil)

    init(_ program: ShimProgram, logger: Logger) {
        self.program = program
        self.logger = logger
        process.withLock { $0 = makeProcess() }
    }

    /// As ``ShimProcess/start(_:id:directory:errors:inherited:)``.
    func start(id: String, directory: String, errors: String, inherited: [Int32]) throws -> ShimProcess {
        let request = ShimTemplateRequest(id: id, directory: directory, errors: errors, descriptors: inherited)
        do {
            if let shim = try fork(request) { return shim }
        } catch {
            logger.warning("no shim was forked from the template, one is started: \(error)")
        }
        return try ShimProcess.start(
            program.path, arguments: [id], directory: directory, errors: errors, inherited: inherited)
    }

    /// - Returns: `nil` when the request is too large for a message.
    private func fork(_ request: ShimTemplateRequest) throws -> ShimProcess? {
        let message = request.json()
        guard message.count <= Channel.maximumSize, request.descriptors.count < Channel.maximumDescriptors else {
            return nil
        }
        // The new shim goes no further before it is known here.
        let gate = try Pipe()
        let answer = try process.withLock { process throws(SystemCallError) in
            if process == nil { process = makeProcess() }
            do throws(SystemCallError) {
                return try process?.ask(message, [gate.readEnd.raw] + request.descriptors)
            } catch {
                process?.shim.reap(limit: 0)
                process = nil
                throw error
            }
        }
        guard let answer else { return nil }
        let reply = try ShimTemplateReply(json: answer)
        guard let pid = reply.pid else {
            throw ShimFailure(code: .runtime, message: reply.failure ?? "no reason given")
        }
        try gate.writeEnd.write([1])
        return ShimProcess(pid: pid)
    }

    private func makeProcess() -> TemplateProcess? {
        do { return try TemplateProcess(program) } catch {
            logger.warning("no template of shims: \(error)")
            return nil
        }
    }
}

/// The template itself, and the socket on which it is asked.
private struct TemplateProcess: ~Copyable {
    let shim: ShimProcess
    private let socket: OwnedDescriptor

    init(_ program: ShimProgram) throws(SystemCallError) {
        let pair = try ChannelPair()
        // As long as an id, which a fork writes in its place.
        let spaces = String(repeating: " ", count: 64 - ShimTemplateRequest.argument.utf8.count)
        shim = try ShimProcess.start(
            program.path, arguments: [ShimTemplateRequest.argument + spaces], directory: "/", input: pair.second.raw)
        socket = pair.takeFirst()
    }

    /// - Throws: `EPIPE` when it is no more.
    func ask(_ message: [UInt8], _ descriptors: [Int32]) throws(SystemCallError) -> [UInt8] {
        try Channel.send(message, descriptors: descriptors, to: socket.raw)
        var none: [Int32] = []
        guard let reply = try Channel.receive(from: socket.raw, descriptors: &none) else {
            throw SystemCallError("recvmsg", "template", errno: .brokenPipe)
        }
        return reply
    }
}
