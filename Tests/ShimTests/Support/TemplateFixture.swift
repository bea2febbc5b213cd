import Glibc
import JSON
import Linux
import ShimProtocol
import TestSupport

/// The built program as a template of shims, started as the engine starts it.
final class TemplateFixture {
    let pid: Int32
    private var socket: OwnedDescriptor?

    init() throws {
        let pair = try ChannelPair()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pair.second.raw, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let argument = ShimTemplateRequest.argument + String(repeating: " ", count: 56)
        pid = try ShimFixture.spawn([BuiltProgram.path(of: "wherry-shim"), argument], &actions, &attributes)
        socket = pair.takeFirst()
    }

    deinit {
        if socket != nil { _ = try? end() }
    }

    /// A shim that was let go on.
    ///
    /// - Parameter descriptors: ours, with the numbers that the shim has them under.
    func fork(in directory: TemporaryDirectory, id: String = "c1", _ descriptors: [(Int32, Int32)]) throws -> Int32 {
        let gate = try Pipe()
        let request = ShimTemplateRequest(
            id: id, directory: directory.path, errors: directory.file("shim.log"), descriptors: descriptors.map(\.1))
        let reply = try ask(request.json(), [gate.readEnd.raw] + descriptors.map(\.0))
        guard let pid = reply.pid else { throw ShimFailure(code: .runtime, message: reply.failure ?? "") }
        try gate.writeEnd.write([1])
        return pid
    }

    func ask(_ message: [UInt8], _ descriptors: [Int32]) throws -> ShimTemplateReply {
        guard let raw = socket.raw else { throw ShimClient.Closed() }
        try Channel.send(message, descriptors: descriptors, to: raw)
        var none: [Int32] = []
        guard let reply = try Channel.receive(from: raw, descriptors: &none) else { throw ShimClient.Closed() }
        return try ShimTemplateReply(json: reply)
    }

    /// Leaves the template, as an engine does that ends.
    ///
    /// - Returns: the status as waitpid(2) gives it.
    func end() throws -> Int32 {
        socket = nil
        var status: Int32 = 0
        try systemCall("waitpid") { waitpid(pid, &status, 0) }
        return status
    }
}
