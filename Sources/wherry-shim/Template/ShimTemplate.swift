import Glibc
import JSON
import Linux
import OCI
import OCIRuntime
import ShimProtocol

/// A shim that was started ahead and is forked for each container: it has behind it what a program does when it starts,
/// and what the Swift runtime does when types are used for the first time.
struct ShimTemplate {
    private let socket: Int32 = STDIN_FILENO
    private let title = ProcessTitle()

    /// Whether this program was started to be one.
    static var isAsked: Bool {
        CommandLine.arguments.dropFirst().first?.hasPrefix(ShimTemplateRequest.argument) == true
    }

    /// Serves the engine as long as it is there; then ends. Returns in each fork, which is the shim that was asked for.
    func becomeShim() throws {
        warmUp()
        var descriptors: [Int32] = []
        while let message = try Channel.receive(from: socket, descriptors: &descriptors) {
            let reply: ShimTemplateReply
            do {
                let fork = try TemplateFork(ShimTemplateRequest(json: message), descriptors)
                let pid = try cloneSibling()
                if pid == 0 { return try fork.become(title) }
                reply = ShimTemplateReply(pid: pid)
            } catch {
                reply = ShimTemplateReply(failure: "\(error)")
            }
            for descriptor in descriptors { close(descriptor) }
            try Channel.send(reply.json(), to: socket)
        }
        exit(0)
    }

    /// Reads and writes what every shim does.
    private func warmUp() {
        ProcessName.set("wherry-shim")
        let configuration = ShimConfiguration(
            id: "", root: .opened(descriptor: 0, path: ""), runtimeRoot: "", log: LogFile(path: ""), exitFile: "",
            listener: 0)
        _ = try? ShimConfiguration(json: configuration.json())
        _ = try? RuntimeSpec(json: RuntimeSpec.standard.json())
        _ = try? FrameCodec.encode(ShimReply.started(pid: 0, startedAt: Timestamp.now().description))
    }
}
