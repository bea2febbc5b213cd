import Cgroups
import Linux
import OCI

#if canImport(Glibc)
import Glibc
#endif

/// The parent's part in a container's creation: it opens, clones, places, and hears what the child says.
struct ContainerCreation: ~Copyable {
    private let request: CreateRequest
    private let directory: StateDirectory
    private let resources: RuntimeSpec.Resources
    private var setup: ContainerSetup
    private var cgroup: ContainerCgroup
    private let policy: CgroupPolicy
    /// Found before the child mounts anything.
    private let sharedRoot: SharedRoot?

    init(_ request: CreateRequest, _ directory: StateDirectory, _ runtime: ContainerRuntime) throws(RuntimeError) {
        policy = runtime.cgroups
        self.request = request
        self.directory = directory
        resources = request.spec.linux?.resources ?? RuntimeSpec.Resources()
        let setup = try ContainerSetup(request, directory, runtime)
        sharedRoot = try SharedRoot(setup)
        cgroup = ContainerCgroup(setup.placement)
        self.setup = setup
    }

    /// - Parameter begun: what there was of the container, if it could not be completed.
    consuming func run(_ begun: inout StateRecord?) throws(RuntimeError) -> CreatedProcess {
        try inCgroups { () throws(CgroupError) in try cgroup.checkUnused() }
        let channel = try doing("channel") { () throws(SystemCallError) in try ChannelPair() }
        do {
            try directory.announce(cgroup)
            let place = try makeCgroup()
            try hide()
            let result = try setup.namespaces.clone(cgroup: place.raw)
            switch consume result {
            case .child:
                ContainerInit(setup, channel: channel.takeSecond().release()).run()
            case .parent(let pid, let pidfd):
                return try follow(pid, pidfd, channel.takeFirst(), &begun)
            }
        } catch {
            // Hooks may have left processes.
            try? cgroup.killAll()
            try? cgroup.remove()
            throw error
        }
    }

    /// A unit of systemd's begins with a process in it, so that its cgroup comes after the child.
    private mutating func makeCgroup() throws(RuntimeError) -> OwnedDescriptor? {
        guard setup.placement.unit == nil else { return nil }
        let place = try inCgroups { () throws(CgroupError) in
            try cgroup.createUnified(resources, policy.permissions)
        }
        setup.entrance = try inCgroups { () throws(CgroupError) in
            try cgroup.createLegacy(resources, policy.permissions)
            if let user = setup.cgroupOwner { try cgroup.give(to: user, policy.permissions) }
            return try cgroup.entrance()
        }
        setup.placement = cgroup.placement
        return place
    }

    private mutating func place(_ pid: Int32, in unit: SystemdUnit, _ channel: Int32) throws(RuntimeError) {
        let prefix = "org.systemd.property."
        let annotations = (request.spec.annotations ?? [:]).filter { $0.key.hasPrefix(prefix) }
        let extra = Dictionary(
            uniqueKeysWithValues: annotations.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
        try inCgroups { () throws(CgroupError) in
            try unit.start(with: pid, resources, isUnified: cgroup.placement.isUnified, extra: extra)
            _ = try cgroup.createUnified(resources, policy.permissions)
            try cgroup.createLegacy(resources, policy.permissions)
            if let user = setup.cgroupOwner { try cgroup.give(to: user, policy.permissions) }
            try cgroup.add(pid)
        }
        try ChildChannel.send(.placed, to: channel)
    }

    /// An ordinary user's child hides itself when its ids are mapped: before that, it is by what the child shows of
    /// itself in procfs that they are.
    private func hide() throws(RuntimeError) {
        guard EffectiveUser.isRoot else { return }
        try doing("container's first process") { () throws(SystemCallError) in
            try ProcessHardening.forbidInspection()
        }
    }

    /// From the clone to the program, while the child makes its mounts.
    private mutating func follow(
        _ pid: Int32, _ pidfd: consuming OwnedDescriptor, _ channel: consuming OwnedDescriptor,
        _ begun: inout StateRecord?
    ) throws(RuntimeError) -> CreatedProcess {
        var terminal: OwnedDescriptor?
        var control: ResourceControl?
        do {
            if let unit = setup.placement.unit { try place(pid, in: unit, channel.raw) }
            var record = try record(of: pid)
            record.sharedRoot = sharedRoot
            if let score = setup.process.oomScoreAdj { try setOOMScore(score, pid) }
            if setup.hasUserNamespace { try prepareUserNamespace(pid, channel.raw) }
            if let settings = setup.linux.intelRdt {
                control = try ResourceControl(settings, container: request.id)
                try control?.place(pid)
            }
            record.resourceControl = control
            if let devices = setup.linux.netDevices { try NetworkDevice.move(devices, to: pid) }
            try directory.write(record)
            begun = record
            try ChildChannel.send(.prepared, to: channel.raw)
            try ChildWatch(channel: channel.raw, pidfd: pidfd.raw).followUntilStarted(terminal: &terminal) {
                () throws(RuntimeError) in
                let state = record.state(.creating)
                // "After the runtime environment has been created", as config.md has it of this stage.
                let (hooks, bundle) = (request.spec.hooks, request.bundle)
                do throws(RuntimeError) {
                    try HookRunner.run(hooks?.prestart, "prestart", record.state(.created), in: bundle)
                    try HookRunner.run(hooks?.createRuntime, "createRuntime", state, in: bundle)
                } catch {
                    // As runc has it, whose process asks for them.
                    throw error.ofProcess()
                }
                try ChildChannel.send(.hooksRan, to: channel.raw)
            } listener: { descriptor throws(RuntimeError) in
                try record.shared?.listener?.send(descriptor, pid: pid, record.state(.creating))
            }
            if request.start {
                try HookRunner.run(record.poststart, "poststart", record.state(.running), in: request.bundle)
            }
        } catch {
            ChildProcess.end(pid, pidfd.raw)
            control?.remove()
            sharedRoot?.remove()
            throw error
        }
        return CreatedProcess(pid: pid, pidfd: pidfd, terminal: terminal)
    }

    private func prepareUserNamespace(_ pid: Int32, _ channel: Int32) throws(RuntimeError) {
        if setup.namespaces.created.contains(.user) {
            try UserNamespace.map(pid, uid: setup.linux.uidMappings ?? [], gid: setup.linux.gidMappings ?? [])
        }
        try ProcessAttributes.setLimits(setup.process, of: pid)
        try ChildChannel.send(.mapped, to: channel)
    }

    private func setOOMScore(_ score: Int, _ pid: Int32) throws(RuntimeError) {
        try doing("process.oomScoreAdj") { () throws(SystemCallError) in
            try SmallFile.write("\(score)", to: "/proc/\(pid)/oom_score_adj")
        }
    }

    private func record(of pid: Int32) throws(RuntimeError) -> StateRecord {
        guard let startTime = ProcessIdentity.startTime(of: pid) else {
            throw RuntimeError(.system, "the container's first process \(pid) is gone from /proc")
        }
        let kinds = (setup.linux.namespaces ?? []).reduce(into: NamespaceKinds()) { $0.formUnion($1.type.kinds) }
        return StateRecord(
            ociVersion: RuntimeSpec.version, id: request.id, pid: pid, startTime: startTime,
            created: Timestamp.now().description, bundle: request.bundle, rootfs: setup.rootMount.path,
            annotations: request.spec.annotations, cgroup: cgroup, namespaces: kinds.rawValue,
            isFiltered: setup.seccomp != nil, shared: setup.sharedAttributes,
            poststart: request.spec.hooks?.poststart ?? [], poststop: request.spec.hooks?.poststop ?? [])
    }
}

/// Runs `body`, and makes the runtime's error of the cgroups'.
func inCgroups<Value: ~Copyable>(
    _ body: () throws(CgroupError) -> Value
) throws(RuntimeError) -> Value {
    do { return try body() } catch {
        throw RuntimeError(error.code == .system ? .system : .invalidConfiguration, error.message, cause: error.cause)
    }
}
