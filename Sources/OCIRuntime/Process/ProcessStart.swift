import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The last steps of a process inside its container: from the runtime's rights to the program's.
///
/// Their order matters. What needs rights comes first; the filter of system calls comes last but one, so that it needs
/// to allow nothing but capset(2) and execve(2). Descriptors are closed before the first path of the container's is
/// followed: by `/proc/self/fd/N/../..` one would lead to the host's files, also to be executed (CVE-2024-21626).
///
/// ``prepare(keeping:)`` does all that can be said to fail before a container is started, ``execute(_:)`` the rest.
struct ProcessStart: ~Copyable {
    let process: RuntimeSpec.Process
    let seccomp: SeccompFilter?
    let capabilities: CapabilityPlan
    let attributes: ProcessAttributes
    /// Descriptors of the caller's that the program gets as they are: this many from 3 on.
    var preservedDescriptors = 0
    /// Whether the calling process stays as the program's parent: ``InitProcess``.
    var hasInit = false

    /// The program, found.
    struct Prepared {
        fileprivate let path: String
        fileprivate let environment: [String]
    }

    /// Takes on the program's user, rights, directory and limits, and finds it.
    ///
    /// - Parameter kept: descriptors that are needed until the program is executed.
    func prepare(keeping kept: [Int32]) throws(RuntimeError) -> Prepared {
        let user = process.user ?? RuntimeSpec.User()
        try attributes.apply()
        try closeDescriptors(except: kept)
        let environment = EnvironmentVariables(process.env ?? [], user: user.uid).values
        try giveStreams(to: user)
        let entered = try WorkingDirectory.enterWithRights(process.cwd)
        try attributes.limit()
        try drop(to: user)
        if !entered { try WorkingDirectory.enter(process.cwd) }
        CreationMask.set(user.umask ?? 0o022)
        let path = try ExecutableSearch.find((process.args ?? [""])[0], environment: environment)
        return Prepared(path: path, environment: environment)
    }

    /// Becomes the program; returns only by throwing why it did not.
    func execute(_ prepared: Prepared, _ channel: ChildChannel) throws(RuntimeError) {
        try attributes.limitFiles()
        if hasInit, let initProcess = try InitProcess.split() {
            try confine(channel)
            try initProcess.run()
        }
        try channel.sendExecuting()
        try confine(channel)
        throw ExecutableSearch.failure(
            executing: prepared.path,
            Program.execute(prepared.path, arguments: process.args ?? [], environment: prepared.environment))
    }

    /// All but the standard streams, those that the program gets, and those of the runtime's own, which are all to be
    /// closed by the exec.
    private func closeDescriptors(except kept: [Int32]) throws(RuntimeError) {
        try doing("descriptors") { () throws(SystemCallError) in
            let first = 3 + UInt32(preservedDescriptors)
            for raw in 3..<Int32(first) { try systemCall("fcntl", "descriptor \(raw)") { fcntl(raw, F_SETFD, 0) } }
            try DescriptorRange.close(from: first, except: kept)
        }
    }

    private func giveStreams(to user: RuntimeSpec.User) throws(RuntimeError) {
        guard user.uid != 0 else { return }
        try doing("owner of the standard streams") { () throws(SystemCallError) in
            try StandardStreams.give(to: user.uid)
        }
    }

    private var needsRightsForFilter: Bool { seccomp != nil && process.noNewPrivileges != true }

    /// Capabilities that are kept until the filter is in place.
    private var kept: CapabilitySet { needsRightsForFilter ? .systemAdministration : [] }

    private func drop(to user: RuntimeSpec.User) throws(RuntimeError) {
        try doing("process.user") { () throws(SystemCallError) in
            try ThreadCapabilities.limitBounding(to: capabilities.bounding)
            if user.uid != 0 { try ThreadCapabilities.keepAcrossUserChange(true) }
            if attributes.setsGroups || !(user.additionalGids ?? []).isEmpty {
                try ThreadCredentials.setAdditionalGroups(user.additionalGids ?? [])
            }
            try ThreadCredentials.setGroup(user.gid)
            try ThreadCredentials.setUser(user.uid)
            if user.uid != 0 { try ThreadCapabilities.keepAcrossUserChange(false) }
        }
        try doing("process.capabilities") { () throws(SystemCallError) in
            try ThreadCapabilities.set(
                effective: capabilities.effective.union(kept), permitted: capabilities.permitted.union(kept),
                inheritable: capabilities.inheritable)
            try ThreadCapabilities.setAmbient(capabilities.ambient)
        }
    }

    private func confine(_ channel: ChildChannel) throws(RuntimeError) {
        if process.noNewPrivileges == true {
            try doing("process.noNewPrivileges") { () throws(SystemCallError) in
                try ProcessHardening.forbidNewPrivileges()
            }
        }
        guard let seccomp else { return }
        let listener = try doing("linux.seccomp") { () throws(SystemCallError) in try seccomp.install() }
        if let raw = listener.raw {
            try channel.send(listener: raw)
            var signals = ParentSignals(channel)
            try signals.wait(for: .listenerTold)
        }
        try doing("process.capabilities") { () throws(SystemCallError) in
            if needsRightsForFilter {
                try ThreadCapabilities.set(
                    effective: capabilities.effective, permitted: capabilities.permitted,
                    inheritable: capabilities.inheritable)
            }
        }
    }
}
