import Foundation

/// Runs a program in the calling thread's network namespace, to see with other eyes what was set up.
///
/// - Returns: what it wrote to its standard output and error.
@discardableResult
func output(of command: String...) throws -> String {
    let thread = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/nsenter")
    process.arguments = ["--net=/proc/\(thread)/ns/net", "--"] + command
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailure(command: command, output: text) }
    return text
}

struct CommandFailure: Error {
    let command: [String]
    let output: String
}
