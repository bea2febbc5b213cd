import Linux
import OCI
import SystemPackage

/// Attaches the configuration's mounts inside the root, in their order. Runs in the container's mount namespace.
struct ContainerMounts {
    let root: Int32
    let plans: [MountPlan]
    /// Bind mounts that the parent opened: it sees the host's files with the host's rights.
    let sources: PreparedMounts
    let propagation: MountOptions.Propagation
    let mountLabel: String?

    /// - Parameter cgroup: mounts the container's cgroup; called when its turn comes, after the placement.
    func attach(
        cgroup: (MountPlan) throws(RuntimeError) -> Void
    ) throws(RuntimeError) -> MountedFilesystems {
        var mounted = MountedFilesystems()
        for (index, plan) in plans.enumerated() {
            if plan.source == .cgroup {
                try cgroup(plan)
                continue
            }
            try attach(try mount(index, plan), plan, &mounted)
        }
        return mounted
    }

    private func mount(_ index: Int, _ plan: MountPlan) throws(RuntimeError) -> OwnedDescriptor {
        if let prepared = sources.take(index) { return prepared }
        var plan = plan
        if let mode = try hiddenMode(plan) { plan.options.data.append("mode=\(String(mode, radix: 8))") }
        return try MountSource.open(plan, mountLabel: mountLabel)
    }

    /// A tmpfs without a mode of its own takes that of the directory that it hides, as under runc.
    private func hiddenMode(_ plan: MountPlan) throws(RuntimeError) -> UInt32? {
        guard case .filesystem("tmpfs", _) = plan.source, !plan.options.data.contains(where: { $0.hasPrefix("mode=") })
        else { return nil }
        return try doing("mount target \(plan.destination)") { () throws(SystemCallError) in
            do throws(SystemCallError) {
                let hidden = try OwnedDescriptor.open(plan.destination, inRoot: root, OpenFlags.path)
                return try FileStatus(of: hidden.raw).mode
            } catch  where error.errno == .noSuchFileOrDirectory {
                return nil
            }
        }
    }

    private func attach(
        _ mount: consuming OwnedDescriptor, _ plan: MountPlan, _ mounted: inout MountedFilesystems
    ) throws(RuntimeError) {
        try attach(mount.raw, plan)
        remember(mount, plan, &mounted)
    }

    private func attach(_ mount: Int32, _ plan: MountPlan) throws(RuntimeError) {
        if plan.isBind { try restrict(mount, plan) }
        let target = try open(plan, mount)
        try ProcfsGuard.check(target.raw, plan)
        if plan.options.copiesUp { try TmpfsCopy.copy(from: target.raw, to: mount) }
        try doing("mounting on \(plan.destination)") { () throws(SystemCallError) in
            try Self.move(mount, to: target.raw)
            try setPropagation(mount, plan)
        }
    }

    /// The kernel says only that it is invalid to cover a directory by a file, or a file by a directory.
    private static func move(_ mount: Int32, to target: Int32) throws(SystemCallError) {
        do throws(SystemCallError) { try MountTree.attach(mount, to: target) } catch
            where error.errno == .invalidArgument
        {
            let isDirectory = try FileStatus(of: mount).kind == .directory
            guard try (FileStatus(of: target).kind == .directory) != isDirectory else { throw error }
            let mismatch = isDirectory ? "of a directory on a file" : "of a file on a directory"
            throw SystemCallError(error.call, mismatch, errno: .notDirectory)
        }
    }

    /// The options of a bind mount; those of a filesystem were given when it was made.
    private func restrict(_ mount: Int32, _ plan: MountPlan) throws(RuntimeError) {
        let options = plan.options
        try doing("options of the mount on \(plan.destination)") { () throws(SystemCallError) in
            if !options.set.isEmpty || !options.clear.isEmpty {
                try MountTree.setAttributes(mount, set: options.set, clear: options.clear)
            }
            if !options.recursiveSet.isEmpty || !options.recursiveClear.isEmpty {
                try MountTree.setAttributes(
                    mount, set: options.recursiveSet, clear: options.recursiveClear, recursive: true)
            }
        }
    }

    private func open(_ plan: MountPlan, _ mount: Int32) throws(RuntimeError) -> OwnedDescriptor {
        try doing("mount target \(plan.destination)") { () throws(SystemCallError) in
            let isDirectory = try FileStatus(of: mount).kind == .directory
            return try MountTarget.open(
                plan.destination, in: root, orMake: isDirectory ? .directory : .file,
                resolve: plan.isKernelInterface ? .noSymbolicLinks : [])
        }
    }

    /// A copy of a host's mount, and those beneath it, begin as the host's peers: they take the root's propagation,
    /// unless their own is for all of them. One that is to be shared stays a peer.
    private func setPropagation(_ mount: Int32, _ plan: MountPlan) throws(SystemCallError) {
        if plan.isBind, !plan.options.propagation.contains(where: { $0.recursive || $0.kind == .shared }) {
            try MountTree.setAttributes(mount, propagation: propagation.kind, recursive: true)
        }
        for propagation in plan.options.propagation {
            try MountTree.setAttributes(mount, propagation: propagation.kind, recursive: propagation.recursive)
        }
    }

    private func remember(
        _ mount: consuming OwnedDescriptor, _ plan: MountPlan, _ mounted: inout MountedFilesystems
    ) {
        if plan.isBind, plan.destination == "/dev" { mounted.devIsBound = true }
        guard case .filesystem(let type, _) = plan.source else { return }
        if type == "proc", plan.destination == "/proc" {
            mounted.proc = consume mount
        } else if type == "devpts", plan.destination == "/dev/pts" {
            mounted.devpts = consume mount
        }
    }
}

extension MountPlan {
    /// procfs and sysfs must be where their paths say: what is masked and written there is found by those paths.
    var isKernelInterface: Bool {
        switch source {
        case .filesystem("proc", _), .filesystem("sysfs", _): true
        default: false
        }
    }
}
