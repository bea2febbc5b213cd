import Cgroups
import Linux
import OCI

extension ContainerSetup {
    /// Opens and computes everything that can fail before there is a process.
    init(_ request: CreateRequest, _ directory: StateDirectory, _ runtime: ContainerRuntime) throws(RuntimeError) {
        guard let process = request.spec.process else { throw .invalid("process", "there is nothing to run") }
        let linux = request.spec.linux ?? RuntimeSpec.Linux()
        try HostNamespaceCheck(spec: request.spec).run()
        let placement = try Self.placement(request, linux, bySystemd: runtime.cgroups.usesSystemd)
        let mounts = try Self.mountPlans(request)
        let isPrivileged = EffectiveUser.isRoot
        let rootMount = try Self.rootMount(request)
        let cache = SeccompCache(stateRoot: runtime.stateRoot)
        let seccomp = try linux.seccomp.map { profile throws(RuntimeError) in
            try cache.filter(for: profile, link: directory.filter)
        }
        let namespaces = try NamespacePlan(linux)
        let available = try CapabilityPlan.available(inUserNamespace: namespaces.hasUser)
        let capabilities = CapabilityPlan(process.capabilities, available: available)
        // Elsewhere the child opens them itself, in the order of all mounts.
        let isElsewhere = namespaces.hasUser || !namespaces.created.contains(.mount)
        let preparedMounts = try PreparedMounts(isPrivileged ? mounts : [], onlyMapped: !isElsewhere)
        var root: OwnedDescriptor?
        if isPrivileged { root = try doing("root filesystem") { () throws(SystemCallError) in try rootMount.open() } }
        let listener = request.start ? nil : try StartSocket.listen(at: directory.startSocket)
        self.init(
            id: request.id, bundle: request.bundle, spec: request.spec, process: process, linux: linux,
            streams: request.streams, namespaces: namespaces, mounts: mounts, preparedMounts: preparedMounts,
            root: root, rootMount: rootMount, seccomp: seccomp, capabilities: capabilities,
            placement: placement, startListener: listener, hasInit: request.hasInit,
            preservedDescriptors: request.preservedDescriptors, usesPivot: request.usesPivot,
            hasKeyring: request.hasKeyring)
    }

    private static func mountPlans(_ request: CreateRequest) throws(RuntimeError) -> [MountPlan] {
        var plans: [MountPlan] = []
        for mount in request.spec.mounts ?? [] { plans.append(try MountPlan(mount, bundle: request.bundle)) }
        return plans
    }

    private static func placement(
        _ request: CreateRequest, _ linux: RuntimeSpec.Linux, bySystemd: Bool
    ) throws(RuntimeError) -> CgroupPlacement {
        try inCgroups { () throws(CgroupError) in
            guard !bySystemd else {
                return try CgroupPlacement(
                    systemdPath: linux.cgroupsPath, id: request.id,
                    resources: linux.resources ?? RuntimeSpec.Resources(), in: .detect())
            }
            return try CgroupPlacement(
                path: linux.cgroupsPath, id: request.id, resources: linux.resources ?? RuntimeSpec.Resources(),
                in: .detect())
        }
    }

    private static func rootMount(_ request: CreateRequest) throws(RuntimeError) -> RootMount {
        if let root = request.root { return root }
        guard let path = request.spec.root?.path, !path.isEmpty else { throw .invalid("root.path", "it is missing") }
        return .directory(path: path.hasPrefix("/") ? path : "\(request.bundle)/\(path)", readOnly: false)
    }
}
