import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// The terminal of a process that is run for a person, or handed to a client.
enum ConsoleArguments {
    static func streams(_ process: RuntimeSpec.Process?) -> ProcessStreams {
        guard let process, process.terminal == true else { return .inherited }
        let size = process.consoleSize
        return .terminal(
            columns: UInt16(clamping: size?.width ?? 80), rows: UInt16(clamping: size?.height ?? 24))
    }

    /// A terminal of a process that is left alone needs someone to go to; any other has none to give away.
    static func check(_ process: RuntimeSpec.Process?, isDetached: Bool, socket: String?) throws(RuntimeError) {
        let isGivenAway = isDetached && process?.terminal == true
        if isGivenAway, socket == nil {
            throw RuntimeError(
                .invalidConfiguration, "cannot allocate tty if runc will detach without setting console socket")
        }
        if !isGivenAway, socket != nil {
            throw RuntimeError(
                .invalidConfiguration, "cannot use console socket if runc will not detach or allocate tty")
        }
    }

    /// As runc: one message with the terminal's name, and its master attached.
    static func send(_ process: inout CreatedProcess, to path: String) throws {
        guard let terminal = process.terminal.raw else { return }
        let socket: OwnedDescriptor
        do { socket = try StreamSocket.connect(to: path) } catch {
            throw HostFile.failure("dial unix", "\(path): connect", error)
        }
        try Channel.send(Array("/dev/ptmx".utf8), descriptors: [terminal], to: socket.raw)
    }

    /// A file appears whole, in place of one that was there. What is no regular file (a pipe, `/dev/null`) is written
    /// to: it is there for others too.
    static func writePid(_ pid: Int32, to path: String) throws {
        if let kind = try? FileStatus(of: path).kind, kind != .regular {
            let there = try OwnedDescriptor.open(path, O_WRONLY)
            return try there.write("\(pid)".utf8)
        }
        let temporary = "\(path).new"
        let file: OwnedDescriptor
        do { file = try OwnedDescriptor.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644) } catch {
            throw HostFile.failure("open", path, error)
        }
        try file.write("\(pid)".utf8)
        try systemCall("rename", path) { rename(temporary, path) }
    }
}
