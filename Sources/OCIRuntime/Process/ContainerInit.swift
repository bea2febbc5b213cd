import Cgroups
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The first process of a container, from the clone to the program: it makes its own surroundings.
///
/// It runs in a copy of the parent's memory and must never return to the parent's code.
struct ContainerInit: ~Copyable {
    private let setup: ContainerSetup
    private let channel: ChildChannel
    private var signals: ParentSignals
    private var hasCgroupNamespace = false
    /// The mount that becomes the root, where the parent could not open it.
    private var ownRoot: OwnedDescriptor?
    private var root: Int32 { setup.root.raw ?? ownRoot.raw ?? -1 }

    init(_ setup: consuming ContainerSetup, channel: Int32) {
        self.setup = setup
        self.channel = ChildChannel(socket: channel)
        signals = ParentSignals(self.channel)
    }

    consuming func run() -> Never {
        let channel = channel
        do { try becomeProgram() } catch { channel.report(error) }
        _exit(1)
    }

    /// Returns only where the program could not be executed, which the parent was told.
    consuming func becomeProgram() throws(RuntimeError) {
        try begin()
        let mounted = try makeRoot()
        let terminal = try openTerminal(mounted)
        try runHooksBeforeRoot()
        try setSystem(mounted)
        try restrictPaths()
        try enterCgroupNamespace()
        let namespaces = try holdNamespaces()
        try enterRoot()
        try signals.wait(for: .prepared)
        try start(mounted, terminal, namespaces)
    }

    /// Leaves the parent's session, signals, descriptors and namespaces behind.
    private mutating func begin() throws(RuntimeError) {
        SignalDefaults.restore()
        try doing("container's cgroup") { () throws(SystemCallError) in try setup.entrance.enter() }
        if setup.placement.unit != nil { try signals.wait(for: .placed) }
        if setup.hasUserNamespace {
            try signals.wait(for: .mapped)
            try setup.namespaces.enterNewTime()
            try doing("becoming root of the user namespace") { () throws(SystemCallError) in
                try ThreadCredentials.becomeRoot()
                if setup.root.raw == nil { try ProcessHardening.forbidInspection() }
            }
        }
        try setup.namespaces.join()
        try doing("session") { () throws(SystemCallError) in try ProcessSession.begin() }
        if setup.hasKeyring { try SessionKeyring.join(container: setup.id) }
        CreationMask.set(0)
    }

    private mutating func makeRoot() throws(RuntimeError) -> MountedFilesystems {
        let propagation = try setup.propagation
        if !setup.sharesMounts {
            try doing("root filesystem") { () throws(SystemCallError) in
                try MountTree.setPropagationOfEverything(propagation.kind == .private ? .private : .slave)
            }
            // The root is about to cover "/": a bind of that with all beneath it would bring the root itself.
            try setup.preparedMounts.openBindsOfRoot(setup.mounts)
        }
        try doing("root filesystem") { () throws(SystemCallError) in
            if setup.root.raw == nil { ownRoot = try setup.rootMount.open() }
            let path = setup.sharesMounts ? setup.rootMount.path : "/"
            let place = try OwnedDescriptor.open(path, OpenFlags.path | O_DIRECTORY)
            try MountTree.setAttributes(self.root, propagation: .private, recursive: true)
            try MountTree.attach(self.root, to: place.raw)
            // Where the mounts around it are shared, it became so too.
            if setup.sharesMounts { try MountTree.setAttributes(self.root, propagation: .private, recursive: true) }
        }
        let root = root
        let mounts = ContainerMounts(
            root: root, plans: setup.mounts, sources: setup.preparedMounts, propagation: propagation,
            mountLabel: setup.linux.mountLabel)
        var mounted = try mounts.attach { plan throws(RuntimeError) in
            try enterCgroupNamespace()
            let mount = CgroupMount(
                root: root, placement: setup.placement, hasNamespace: hasCgroupNamespace)
            try mount.attach(plan)
        }
        if mounted.proc.raw == nil, needsProcfs {
            mounted.proc = try doing("procfs") { () throws(SystemCallError) in try FilesystemContext("proc").mount() }
        }
        if !mounted.devIsBound {
            let devices = ContainerDevices(root: root, bindsFromHost: setup.hasUserNamespace)
            try devices.make(setup.devices)
        }
        return mounted
    }

    private var needsProcfs: Bool {
        setup.linux.sysctl?.isEmpty == false || setup.process.apparmorProfile?.isEmpty == false
            || setup.process.selinuxLabel?.isEmpty == false
    }

    /// - Returns: the terminal's slave, whose master the parent has got.
    private func openTerminal(_ mounted: borrowing MountedFilesystems) throws(RuntimeError) -> OwnedDescriptor? {
        guard case .terminal(let columns, let rows) = setup.streams else { return nil }
        guard let devpts = mounted.devpts.raw else {
            throw .invalid("mounts", "process.terminal needs a devpts on /dev/pts")
        }
        let slave = try ContainerTerminal.open(devpts, columns: columns, rows: rows, channel)
        try doing("/dev/console") { () throws(SystemCallError) in
            let target = try MountTarget.open("/dev/console", in: root, orMake: .file)
            let console = try MountTree.clone("", at: slave.raw)
            try MountTree.attach(console.raw, to: target.raw)
        }
        return slave
    }

    private mutating func runHooksBeforeRoot() throws(RuntimeError) {
        guard let hooks = setup.spec.hooks else { return }
        if hooks.runsInParentBeforeRoot {
            try channel.sendReadyForHooks()
            try signals.wait(for: .hooksRan)
        }
        // They work in the root, as under runc.
        try HookRunner.run(hooks.createContainer, "createContainer", state(.creating), in: "/proc/self/fd/\(root)")
    }

    private func state(_ status: RuntimeState.Status) -> RuntimeState {
        RuntimeState(
            id: setup.id, status: status, pid: getpid(), bundle: setup.bundle,
            annotations: setup.spec.annotations)
    }

    private func enterRoot() throws(RuntimeError) {
        let propagation = try setup.propagation
        try doing("root filesystem") { () throws(SystemCallError) in
            try MountTree.enterRoot(root, byPivot: setup.usesPivot && !setup.sharesMounts)
            // Without a word of the configuration's, mounts keep what they were given each.
            if setup.linux.rootfsPropagation?.isEmpty == false, propagation.kind != .private {
                try MountTree.setAttributes(
                    root, propagation: propagation.kind, recursive: propagation.recursive)
            }
        }
        try WorkingDirectory.makeIfMissing(setup.process.cwd)
        guard setup.spec.root?.readonly == true else { return }
        try doing("root filesystem") { () throws(SystemCallError) in
            try MountTree.setAttributes(root, set: .readOnly)
        }
    }

    private func setSystem(_ mounted: borrowing MountedFilesystems) throws(RuntimeError) {
        try SystemNames.set(host: setup.spec.hostname, domain: setup.spec.domainname)
        if setup.namespaces.created.contains(.network) {
            try doing("loopback interface") { () throws(SystemCallError) in try LoopbackInterface.bringUp() }
        }
        guard let sysctl = setup.linux.sysctl, let proc = mounted.proc.raw else { return }
        for (name, value) in sysctl.sorted(by: { $0.key < $1.key }) {
            try doing("linux.sysctl: \(name)") { () throws(SystemCallError) in
                try ProcfsFile.write(value, to: "sys/" + KernelParameter(name).path, in: proc)
            }
        }
    }

    private func restrictPaths() throws(RuntimeError) {
        try RestrictedPaths.makeReadOnly(setup.linux.readonlyPaths ?? [], in: root)
        try RestrictedPaths.mask(setup.linux.maskedPaths ?? [], in: root)
    }

    /// A cgroup namespace begins where its first process is when it is made.
    private mutating func enterCgroupNamespace() throws(RuntimeError) {
        guard setup.namespaces.created.contains(.cgroup), !hasCgroupNamespace else { return }
        try doing("cgroup namespace") { () throws(SystemCallError) in try NamespaceKinds.cgroup.unshare() }
        hasCgroupNamespace = true
    }

    /// For an ordinary user's exec before the start. They are found in the host's procfs, by the host's root.
    private func holdNamespaces() throws(RuntimeError) -> HeldNamespaces {
        guard setup.startListener.raw != nil, !EffectiveUser.isRoot else { return HeldNamespaces() }
        let kinds = (setup.linux.namespaces ?? []).map(\.type)
        return try doing("container's namespaces") { () throws(SystemCallError) in try HeldNamespaces(ofCaller: kinds) }
    }

    /// Becomes the program; returns only after it has reported why it did not. A program that cannot be found fails the
    /// creation; what only its execution shows fails the start.
    private func start(
        _ mounted: borrowing MountedFilesystems, _ terminal: consuming OwnedDescriptor?,
        _ namespaces: consuming HeldNamespaces
    ) throws(RuntimeError) {
        try setup.streams.set(terminal: terminal.raw)
        let start = ProcessStart(
            process: setup.process, seccomp: setup.seccomp, capabilities: setup.capabilities,
            attributes: ProcessAttributes(
                process: setup.process, shared: setup.sharedAttributes, proc: mounted.proc.raw,
                setsLimits: !setup.hasUserNamespace, setsGroups: !setup.hasUserNamespace),
            preservedDescriptors: setup.preservedDescriptors, hasInit: setup.hasInit)
        let pagemap = openPagemap(mounted)
        let kept = [channel.socket] + [setup.startListener.raw, pagemap.raw].compactMap(\.self)
        let prepared = try start.prepare(keeping: kept + namespaces.descriptors)
        var channel = channel
        if let listener = setup.startListener.raw {
            let connection = try StartSocket.waitForStart(
                listener, pagemap: pagemap.raw, telling: channel, namespaces)
            channel = ChildChannel(socket: connection.release())
        }
        do {
            try HookRunner.run(setup.spec.hooks?.startContainer, "startContainer", state(.created))
            try start.execute(prepared, channel)
        } catch {
            channel.report(error)
        }
    }

    /// Of the process that is to wait for its start, while it has the right to it.
    private func openPagemap(_ mounted: borrowing MountedFilesystems) -> OwnedDescriptor? {
        guard setup.startListener.raw != nil, let proc = mounted.proc.raw else { return nil }
        return try? ProcfsFile.open("self/pagemap", O_RDONLY, in: proc)
    }
}
