import JSON
import Linux
import OCI

/// Who decides about system calls that a profile notifies of: seccomp_unotify(2), and runtime-spec,
/// `config-linux.md`, "The Container Process State".
struct SeccompListener: Equatable, Sendable {
    /// Of a unix socket.
    var path: String
    var metadata: String?

    /// - Returns: `nil` where the profile notifies of nothing.
    init?(_ profile: RuntimeSpec.Seccomp?) {
        guard let profile, Self.isNeeded(profile), let path = profile.listenerPath else { return nil }
        self.path = path
        metadata = profile.listenerMetadata
    }

    static func isNeeded(_ profile: RuntimeSpec.Seccomp) -> Bool {
        profile.defaultAction == notify || profile.syscalls?.contains { $0.action == notify } == true
    }

    private static let notify = "SCMP_ACT_NOTIFY"

    /// The listener is told by the very calls that follow the filter: they cannot wait for it.
    static func check(_ profile: RuntimeSpec.Seccomp) throws(RuntimeError) {
        if profile.defaultAction == notify {
            throw .invalid("linux.seccomp.defaultAction", "SCMP_ACT_NOTIFY cannot be the default action")
        }
        guard profile.listenerPath?.isEmpty == false else {
            throw .invalid("linux.seccomp.listenerPath", "SCMP_ACT_NOTIFY needs someone to notify")
        }
        for (index, rule) in (profile.syscalls ?? []).enumerated() where rule.action == notify {
            if rule.names.contains("sendmsg") {
                throw .invalid(
                    "linux.seccomp.syscalls[\(index)]",
                    "SCMP_ACT_NOTIFY cannot be for sendmsg, which tells the listener")
            }
        }
    }

    private struct ProcessState: JSONWritable {
        let pid: Int32
        let metadata: String?
        let state: RuntimeState

        func write(to writer: inout JSONWriter) {
            writer.object { writer in
                writer.required("ociVersion", RuntimeSpec.version)
                writer.required("fds", ["seccompFd"])
                writer.required("pid", pid)
                writer.optional("metadata", metadata)
                writer.required("state", state)
            }
        }
    }

    /// Gives the listener the descriptor that it reads notifications from.
    ///
    /// - Parameter pid: of the process that has the filter.
    func send(_ descriptor: Int32, pid: Int32, _ state: RuntimeState) throws(RuntimeError) {
        let message = ProcessState(pid: pid, metadata: metadata, state: state).json()
        try doing("linux.seccomp.listenerPath") { () throws(SystemCallError) in
            let socket = try StreamSocket.connect(to: path)
            // The descriptor goes with the first bytes, and the rest follows.
            try Channel.send(message, descriptors: [descriptor], to: socket.raw)
            try socket.write(message.dropFirst(Channel.maximumSize))
        }
    }
}
