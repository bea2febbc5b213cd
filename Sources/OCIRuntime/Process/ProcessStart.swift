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
struct ProcessStart: ~Copyable {
    let process: RuntimeSpec.Process
    let seccomp: SeccompFilter?
    let capabilities: CapabilityPlan
    let attributes: ProcessAttributes
    let channel: ChildChannel
    /// Whether the calling process stays as the program's parent: ``InitProcess``.
    var hasInit = false

    /// Becomes the program; returns only by throwing why it did not.
    func execute() throws(RuntimeError) {
        let user = process.user ?? RuntimeSpec.User()
        try attributes.apply()
        try closeDescriptors()
        let environment = EnvironmentVariables(process.env ?? [], user: user.uid).values
        try giveStreams(to: user)
        let entered = try WorkingDirectory.enterWithRights(process.cwd)
        try attributes.limit()
        try drop(to: user)
        if !entered { try WorkingDirectory.enter(process.cwd) }
        umask(user.umask ?? 0o022)
        let arguments = process.args ?? []
        let path = try ExecutableSearch.find(arguments[0], environment: environment)
        if hasInit, let initProcess = try InitProcess.split() {
            try confine()
            try initProcess.run()
        }
        try channel.sendExecuting()
        try confine()
        throw ExecutableSearch.failure(
            executing: path, Program.execute(path, arguments: arguments, environment: environment))
    }

    /// All but the standard streams and the channel, which the exec closes.
    private func closeDescriptors() throws(RuntimeError) {
        try doing("descriptors") { () throws(SystemCallError) in
            try DescriptorRange.close(from: 3, except: [channel.socket])
            try DescriptorRange.closeOnExec(from: 3)
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

    private func confine() throws(RuntimeError) {
        if process.noNewPrivileges == true {
            try doing("process.noNewPrivileges") { () throws(SystemCallError) in
                try ProcessHardening.forbidNewPrivileges()
            }
        }
        guard let seccomp else { return }
        try doing("linux.seccomp") { () throws(SystemCallError) in
            try seccomp.install()
            if needsRightsForFilter {
                try ThreadCapabilities.set(
                    effective: capabilities.effective, permitted: capabilities.permitted,
                    inheritable: capabilities.inheritable)
            }
        }
    }
}
