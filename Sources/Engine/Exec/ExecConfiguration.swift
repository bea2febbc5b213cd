package import ShimProtocol

/// Another process to run in a container.
package struct ExecConfiguration: Sendable {
    package var arguments: [String]
    package var environment: [String] = []
    package var workingDirectory: String?
    package var user: String?
    package var terminal = false
    package var privileged = false
    package var attach = AttachedStreams()
    /// Of the terminal; 0 is unknown.
    package var columns: UInt16 = 0
    package var rows: UInt16 = 0
    package var detachKeys: String?

    package init(arguments: [String]) {
        self.arguments = arguments
    }

    /// Refuses what no container could run.
    func validate() throws(EngineError) {
        guard let program = arguments.first, !program.isEmpty else {
            throw EngineError(.invalidArgument, "no exec command specified")
        }
    }
}

/// An exec as `inspect` shows it; it goes with its container's run, or when the engine ends.
package struct ExecDetails: Sendable {
    package var id: String
    package var containerID: String
    package var configuration: ExecConfiguration
    package var running: Bool
    package var pid: Int32?
    package var exit: ExitStatus?
}
