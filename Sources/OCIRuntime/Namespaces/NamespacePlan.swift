import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The namespaces that a container gets, and the process that is made into them.
struct NamespacePlan: ~Copyable {
    /// New ones.
    private(set) var created: NamespaceKinds = []
    /// Those that the child joins itself, in this order.
    private var joinedKinds: [NamespaceKinds] = []
    private var joined = DescriptorList()
    /// A pid namespace is joined by the parent: only children made after that are in it.
    private var pid: OwnedDescriptor?
    private var user: OwnedDescriptor?
    private let timeOffsets: [String: RuntimeSpec.TimeOffset]
    /// A new time namespace belongs to the user namespace that it is made in, and so does the right to set its clocks:
    /// an ordinary user has both only inside of the new one.
    private let childMakesTime: Bool

    init(_ linux: RuntimeSpec.Linux) throws(RuntimeError) {
        timeOffsets = linux.timeOffsets ?? [:]
        let isNew = { (kind: RuntimeSpec.Namespace.Kind) in
            linux.namespaces?.contains { $0.type == kind && ($0.path ?? "").isEmpty } == true
        }
        childMakesTime = isNew(.time) && isNew(.user) && !EffectiveUser.isRoot
        for namespace in linux.namespaces ?? [] {
            guard let path = namespace.path, !path.isEmpty else {
                created.insert(namespace.type.kinds)
                continue
            }
            let descriptor = try doing("linux.namespaces: \(namespace.type.rawValue) at \(path)") {
                () throws(SystemCallError) in try OwnedDescriptor.open(path, O_RDONLY)
            }
            switch namespace.type {
            case .pid: pid = consume descriptor
            case .user: user = consume descriptor
            default:
                joinedKinds.append(namespace.type.kinds)
                joined.append(descriptor)
            }
        }
    }

    /// Whether the child is in another user namespace than the caller.
    var hasUser: Bool { created.contains(.user) || user.raw != nil }

    /// Clones into the namespaces that can be had at once. A new cgroup namespace must come after the child's
    /// placement, since its root is the cgroup of that moment: the child unshares it.
    func clone(cgroup: Int32?) throws(RuntimeError) -> CloneResult {
        let kinds = created.subtracting([.cgroup, .time])
        guard !needsSteppingStone else {
            return try SteppingStone.clone(kinds, cgroup: cgroup) { () throws(RuntimeError) in try enter() }
        }
        let makesTime = created.contains(.time) && !childMakesTime
        let own = try OwnNamespaces(pid: pid.raw != nil, time: makesTime)
        do throws(RuntimeError) {
            if let raw = pid.raw {
                try doing("linux.namespaces: pid") { () throws(SystemCallError) in try NamespaceKinds.pid.join(raw) }
            }
            if makesTime { try makeTime() }
            let result = try doing("container's first process") { () throws(SystemCallError) in
                try cloneProcess(kinds, cgroup: cgroup)
            }
            if !result.isChild { try own.restore() }
            return result
        } catch {
            try own.restore()
            throw error
        }
    }

    /// Namespaces of the host's are joined before a new user namespace takes the rights over them, and those of a user
    /// namespace after that is joined.
    private var needsSteppingStone: Bool { user.raw != nil || created.contains(.user) && !joinedKinds.isEmpty }

    private func enter() throws(RuntimeError) {
        var later: [(Int32, NamespaceKinds)] = []
        for entry in joinedKinds.indices.map({ (joined[$0], joinedKinds[$0]) }) + [(pid.raw ?? -1, .pid)]
        where entry.0 >= 0 {
            do throws(SystemCallError) { try entry.1.join(entry.0) } catch { later.append(entry) }
        }
        if let raw = user.raw {
            try doing("linux.namespaces: user") { () throws(SystemCallError) in try NamespaceKinds.user.join(raw) }
        }
        // Who has become another may not write to its own files in procfs.
        if created.contains(.time), !childMakesTime { try makeTime() }
        try doing("linux.namespaces") { () throws(SystemCallError) in
            if user.raw != nil { try ThreadCredentials.becomeRoot() }
            for (raw, kinds) in later { try kinds.join(raw) }
        }
    }

    /// For the child of an ordinary user, in its user namespace and before it becomes root there: makes the time
    /// namespace and enters it, which its own children only would do otherwise.
    func enterNewTime() throws(RuntimeError) {
        guard childMakesTime else { return }
        try makeTime()
        try doing("linux.namespaces: time") { () throws(SystemCallError) in
            let made = try OwnedDescriptor.open("/proc/self/ns/time_for_children", O_RDONLY)
            try NamespaceKinds.time.join(made.raw)
        }
    }

    /// For children of the caller's. time_namespaces(7): offsets are written before the first process is in it.
    private func makeTime() throws(RuntimeError) {
        try doing("linux.namespaces: time") { () throws(SystemCallError) in try NamespaceKinds.time.unshare() }
        for (clock, offset) in timeOffsets {
            let value = "\(clock) \(offset.secs ?? 0) \(offset.nanosecs ?? 0)"
            try doing("linux.timeOffsets: \(value)") { () throws(SystemCallError) in
                try SmallFile.write(value + "\n", to: "/proc/self/timens_offsets")
            }
        }
    }

    /// For the child: joins those that were given by path.
    func join() throws(RuntimeError) {
        if needsSteppingStone { return }
        for (index, kinds) in joinedKinds.enumerated() {
            try doing("linux.namespaces: \(names(of: kinds))") { () throws(SystemCallError) in
                try kinds.join(joined[index])
            }
        }
    }
}

private func names(of kinds: NamespaceKinds) -> String {
    RuntimeSpec.Namespace.Kind.allCases.filter { kinds.contains($0.kinds) }.map(\.rawValue).joined(separator: ", ")
}

/// The caller's own namespaces for its children, to go back to.
private struct OwnNamespaces: ~Copyable {
    private var pid: OwnedDescriptor?
    private var time: OwnedDescriptor?

    init(pid: Bool, time: Bool) throws(RuntimeError) {
        if pid { self.pid = try Self.open("pid") }
        if time { self.time = try Self.open("time") }
    }

    private static func open(_ name: String) throws(RuntimeError) -> OwnedDescriptor {
        try doing("own namespaces") { () throws(SystemCallError) in try .open("/proc/self/ns/\(name)", O_RDONLY) }
    }

    func restore() throws(RuntimeError) {
        try doing("own namespaces") { () throws(SystemCallError) in
            if let raw = pid.raw { try NamespaceKinds.pid.join(raw) }
            if let raw = time.raw { try NamespaceKinds.time.join(raw) }
        }
    }
}

extension RuntimeSpec.Namespace.Kind {
    var kinds: NamespaceKinds {
        switch self {
        case .pid: .pid
        case .network: .network
        case .mount: .mount
        case .ipc: .ipc
        case .uts: .uts
        case .user: .user
        case .cgroup: .cgroup
        case .time: .time
        }
    }
}
