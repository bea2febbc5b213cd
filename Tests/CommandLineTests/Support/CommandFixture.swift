import Linux

@testable import wherry

#if canImport(Glibc)
import Glibc
#endif

/// Runs a command line against a fake engine, with its outputs caught.
struct CommandFixture {
    let status: ExitStatus
    let output: String
    let error: String
    let requests: [FakeEngine.Request]

    /// - Parameter input: what standard input holds.
    init(
        _ words: [String], input: String = "", environment: Environment = [:],
        script: @escaping @Sendable (String) -> FakeEngine.Answer
    ) throws {
        let engine = try FakeEngine(script)
        defer { engine.stop() }
        let (output, error, source) = (try Capture(), try Capture(), try Capture(holding: input))
        let session = Session(
            client: EngineClient(address: .unix(path: engine.path)), input: source.descriptor,
            output: OutputStream(descriptor: output.descriptor), error: OutputStream(descriptor: error.descriptor),
            environment: environment)
        status = try Self.action(words, environment).run(in: session)
        try session.output.flush()
        self.output = output.text
        self.error = error.text
        requests = engine.requests
    }

    private static func action(_ words: [String], _ environment: Environment) throws -> any Action {
        if let action = UsualCommands.action(words[...], environment) { return action }
        guard let command = try Dispatch(words[...]).parse() as? any EngineCommand else {
            throw CommandLineError.invalid("not a command")
        }
        return command
    }

    /// The lines of the requests, without the version.
    var lines: [String] { requests.map { $0.line.replacing("/v1.51", with: "") } }
}

/// A file without a name that catches what is written.
final class Capture {
    let descriptor: Int32

    init(holding text: String = "") throws {
        var template = Array("/tmp/wherry-capture.XXXXXX".utf8CString)
        descriptor = try systemCall("mkstemp") { mkstemp(&template) }
        unlink(template)
        if !text.isEmpty {
            _ = text.withCString { write(descriptor, $0, strlen($0)) }
            lseek(descriptor, 0, SEEK_SET)
        }
    }

    var text: String {
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    deinit {
        close(descriptor)
    }
}
