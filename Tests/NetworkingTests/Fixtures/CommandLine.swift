import Glibc
import Linux

/// Runs a program in the calling thread's network namespace, which a child inherits, to see with other eyes what was
/// set up.
///
/// - Returns: what it wrote to its standard output and error.
@discardableResult
func output(of command: String...) throws -> String {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try systemCall("socketpair") { socketpair(AF_UNIX, kind, 0, &ends) }
    let reading = OwnedDescriptor(owning: ends[0])
    let child = try spawn(command, output: OwnedDescriptor(owning: ends[1]))
    let text = try readToEnd(of: reading)
    var status: Int32 = 0
    try systemCall("waitpid", command[0]) { waitpid(child, &status, 0) }
    guard status == 0 else { throw CommandFailure(command: command, output: text) }
    return text
}

struct CommandFailure: Error {
    let command: [String]
    let output: String
}

/// The program's only writing end is closed here once it runs.
private func spawn(_ command: [String], output: consuming OwnedDescriptor) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output.raw, 1)
    posix_spawn_file_actions_adddup2(&actions, output.raw, 2)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    guard code == 0 else { throw CommandFailure(command: command, output: String(cString: strerror(code))) }
    return child
}

private func readToEnd(of descriptor: borrowing OwnedDescriptor) throws -> String {
    let raw = descriptor.raw
    var (text, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while true {
        let count = try systemCall("read") { read(raw, &buffer, buffer.count) }
        if count == 0 { return String(decoding: text, as: UTF8.self) }
        text += buffer.prefix(count)
    }
}
