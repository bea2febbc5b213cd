import Cgroups
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Another process for a container: one clone, straight from the caller.
///
/// The pid namespace is joined by the caller for the moment of the clone, since it holds for children only; all others
/// are joined by the child, through the pidfd of the container's first process, in one call.
struct ProcessExecution: ~Copyable {
    private let request: ExecProcessRequest
    private let record: StateRecord
    private let container: OwnedDescriptor
    private let seccomp: SeccompFilter?
    /// Of a container that is not started, where the pidfd of its first process gives no right to them.
    private let held: HeldNamespaces?
    private let capabilities: CapabilityPlan
    /// Before the child has become another.
    private let isRoot = EffectiveUser.isRoot

    init(
        _ request: ExecProcessRequest, _ record: StateRecord, container: consuming OwnedDescriptor,
        seccomp: SeccompFilter?, held: consuming HeldNamespaces?
    ) throws(RuntimeError) {
        let isElsewhere = NamespaceKinds(rawValue: record.namespaces).contains(.user)
        let available = try CapabilityPlan.available(inUserNamespace: isElsewhere)
        capabilities = CapabilityPlan(request.process.capabilities, available: available)
        self.request = request
        self.record = record
        self.container = container
        self.seccomp = seccomp
        self.held = held
    }

    private var kinds: NamespaceKinds { NamespaceKinds(rawValue: record.namespaces) }

    func run() throws(RuntimeError) -> CreatedProcess {
        let channel = try doing("channel") { () throws(SystemCallError) in try ChannelPair() }
        let place = unifiedCgroup()
        let entrance = try inCgroups { () throws(CgroupError) in try cgroup.entrance() }
        let result = try clone(cgroup: place.raw)
        switch consume result {
        case .child:
            become(ChildChannel(socket: channel.takeSecond().release()), entrance)
        case .parent(let pid, let pidfd):
            return try follow(pid, pidfd, channel.takeFirst(), isPlaced: place.raw != nil)
        }
    }

    /// The container's cgroup, or those beneath it that were asked for.
    private var cgroup: ContainerCgroup {
        get throws(CgroupError) { try record.cgroup.beneath(request.cgroups) }
    }

    /// Where clone3(2) puts the process. On v2 the container may have moved its processes further down, and its own
    /// cgroup then takes none: the first process's is taken. One that begins on other CPUs is placed after that.
    private func unifiedCgroup() -> OwnedDescriptor? {
        guard affinity?.initial == nil, let directory = (try? cgroup)?.placement.unified else { return nil }
        guard record.cgroup.placement.isUnified, request.cgroups.isEmpty,
            let mountpoint = record.cgroup.placement.unifiedMountpoint
        else {
            return try? OwnedDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
        }
        let membership = (try? SmallFile.read("/proc/\(record.pid)/cgroup")) ?? ""
        let line = membership.split(separator: "\n").first { $0.hasPrefix("0::") }
        let current = line.map { mountpoint + $0.dropFirst(3) } ?? directory
        return try? OwnedDescriptor.open(current.hasPrefix(directory) ? current : directory, O_RDONLY | O_DIRECTORY)
    }

    private var affinity: RuntimeSpec.CPUAffinity? { request.process.execCPUAffinity ?? record.shared?.affinity }

    /// On the CPUs that the process is to begin on; the caller's own are put back.
    private func clone(cgroup: Int32?) throws(RuntimeError) -> CloneResult {
        guard let initial = try SharedAttributes.cpus(affinity?.initial, "initial") else {
            return try cloneInside(cgroup: cgroup)
        }
        let own = try doing("process.execCPUAffinity.initial") { () throws(SystemCallError) in
            let own = try CPUAffinity()
            try initial.apply()
            return own
        }
        let result = try cloneInside(cgroup: cgroup)
        if !result.isChild { try doing("CPUs of the runtime") { () throws(SystemCallError) in try own.apply() } }
        return result
    }

    /// An ordinary user has no right to a pid namespace but from within its user namespace.
    private func cloneInside(cgroup: Int32?) throws(RuntimeError) -> CloneResult {
        let name = "process in container \(request.id)"
        guard isRoot || !kinds.contains(.user) else {
            return try SteppingStone.clone([], cgroup: cgroup) { () throws(RuntimeError) in
                try doing(name) { () throws(SystemCallError) in
                    try ProcessHardening.forbidInspection()
                    if try held?.join() == nil { try kinds.join(container.raw) }
                    try ThreadCredentials.becomeRoot()
                }
            }
        }
        return try doing(name) { () throws(SystemCallError) in
            try ProcessHardening.forbidInspection()
            return try cloneJoiningPid(cgroup: cgroup)
        }
    }

    private func cloneJoiningPid(cgroup: Int32?) throws(SystemCallError) -> CloneResult {
        guard kinds.contains(.pid) else { return try cloneProcess(cgroup: cgroup) }
        let own = try OwnedDescriptor.open("/proc/self/ns/pid", O_RDONLY)
        try NamespaceKinds.pid.join(container.raw)
        do {
            let result = try cloneProcess(cgroup: cgroup)
            if !result.isChild { try NamespaceKinds.pid.join(own.raw) }
            return result
        } catch {
            try NamespaceKinds.pid.join(own.raw)
            throw error
        }
    }

    private func follow(
        _ pid: Int32, _ pidfd: consuming OwnedDescriptor, _ channel: consuming OwnedDescriptor, isPlaced: Bool
    ) throws(RuntimeError) -> CreatedProcess {
        var terminal: OwnedDescriptor?
        do {
            if kinds.contains(.user) { try ProcessAttributes.setLimits(request.process, of: pid) }
            if !isPlaced { try inCgroups { () throws(CgroupError) in try cgroup.addToUnified(pid) } }
            try record.resourceControl?.place(pid)
            if let score = request.process.oomScoreAdj {
                try doing("process.oomScoreAdj") { () throws(SystemCallError) in
                    try SmallFile.write("\(score)", to: "/proc/\(pid)/oom_score_adj")
                }
            }
            try ChildChannel.send(.prepared, to: channel.raw)
            try ChildWatch(channel: channel.raw, pidfd: pidfd.raw).followUntilStarted(terminal: &terminal) {
            } listener: { descriptor throws(RuntimeError) in
                try record.shared?.listener?.send(descriptor, pid: pid, record.state(.running))
            }
        } catch {
            ChildProcess.end(pid, pidfd.raw)
            throw error
        }
        return CreatedProcess(pid: pid, pidfd: pidfd, terminal: terminal)
    }

    /// The child, from the clone to the program.
    private func become(_ channel: ChildChannel, _ entrance: consuming CgroupEntrance) -> Never {
        do {
            try doing("container's cgroup") { () throws(SystemCallError) in try entrance.enter() }
            try begin(channel)
            let terminal = try openTerminal(channel)
            try request.streams.set(terminal: terminal.raw)
            let proc = try openProcfs()
            let hasUserNamespace = kinds.contains(.user)
            let start = ProcessStart(
                process: request.process, seccomp: seccomp, capabilities: capabilities,
                attributes: ProcessAttributes(
                    process: request.process, shared: record.shared, proc: proc, setsLimits: !hasUserNamespace,
                    setsGroups: !hasUserNamespace),
                preservedDescriptors: request.preservedDescriptors)
            try start.execute(try start.prepare(keeping: [channel.socket]), channel)
        } catch {
            channel.report(error)
        }
        _exit(1)
    }

    private func begin(_ channel: ChildChannel) throws(RuntimeError) {
        SignalDefaults.restore()
        var signals = ParentSignals(channel)
        try signals.wait(for: .prepared)
        if let final = try SharedAttributes.cpus(affinity?.final, "final") {
            try doing("process.execCPUAffinity.final") { () throws(SystemCallError) in try final.apply() }
        }
        if isRoot || !kinds.contains(.user) { try join() }
        try doing("session") { () throws(SystemCallError) in try ProcessSession.begin() }
        try SessionKeyring.join(container: request.id)
        CreationMask.set(0)
    }

    private func join() throws(RuntimeError) {
        try doing("namespaces of container \(request.id)") { () throws(SystemCallError) in
            try kinds.subtracting(.pid).join(container.raw)
            if kinds.contains(.user) { try ThreadCredentials.becomeRoot() }
        }
    }

    private func openTerminal(_ channel: ChildChannel) throws(RuntimeError) -> OwnedDescriptor? {
        guard case .terminal(let columns, let rows) = request.streams else { return nil }
        let devpts = try doing("/dev/pts") { () throws(SystemCallError) in
            let root = try OwnedDescriptor.open("/", OpenFlags.path | O_DIRECTORY)
            return try OwnedDescriptor.open("/dev/pts", inRoot: root.raw, O_RDONLY | O_DIRECTORY)
        }
        return try ContainerTerminal.open(devpts.raw, columns: columns, rows: rows, channel)
    }

    /// A procfs of our own: the container's could be covered by what it likes.
    ///
    /// - Returns: its root, which is open until the process closes what its program does not get: an owner of it would
    ///   close it after its own last use, before the labels are written.
    private func openProcfs() throws(RuntimeError) -> Int32? {
        let process = request.process
        guard process.apparmorProfile?.isEmpty == false || process.selinuxLabel?.isEmpty == false else { return nil }
        return try doing("procfs") { () throws(SystemCallError) in try FilesystemContext("proc").mount().release() }
    }
}
