import OCI

/// What must hold of a configuration before anything is done with it; each failure names its member.
struct SpecCheck {
    let spec: RuntimeSpec
    private var linux: RuntimeSpec.Linux { spec.linux ?? RuntimeSpec.Linux() }

    func run() throws(RuntimeError) {
        try checkServed()
        if let seccomp = linux.seccomp { try SeccompCheck(profile: seccomp).run() }
        try checkNamespaces()
        if let process = spec.process { try ProcessCheck(process).run() }
        try checkNames()
        try checkSysctls()
        try checkText()
        for device in linux.devices ?? [] { try check(device) }
        if let hooks = spec.hooks { try HookCheck(hooks).run() }
    }

    private func checkServed() throws(RuntimeError) {
        if let personality = linux.personality { try SharedAttributes.check(personality) }
        if let policy = linux.memoryPolicy { try SharedAttributes.check(policy) }
        for (name, device) in linux.netDevices ?? [:] { try check(name, device) }
        if let control = linux.intelRdt { try ResctrlMount().check(control) }
    }

    private func check(_ name: String, _ device: RuntimeSpec.NetDevice) throws(RuntimeError) {
        guard linux.namespaces?.contains(where: { $0.type == .network }) == true else {
            throw .invalid("linux.netDevices", "they go with a network namespace")
        }
        for name in [name, device.name ?? name] where !NetworkDevice.isName(name) {
            throw .invalid("linux.netDevices", "'\(name)' is no name of a network device")
        }
    }

    private func checkNamespaces() throws(RuntimeError) {
        let namespaces = linux.namespaces ?? []
        let kinds = namespaces.map(\.type)
        guard Set(kinds).count == kinds.count else {
            throw .invalid("linux.namespaces", "a kind is there twice: \(kinds.map(\.rawValue))")
        }
        let isNew = namespaces.contains { $0.type == .user && ($0.path ?? "").isEmpty }
        for (member, mappings) in [("uid", linux.uidMappings), ("gid", linux.gidMappings)] {
            let isMapped = mappings?.isEmpty == false
            // Those of a namespace that is joined are there already; Podman repeats them.
            guard isNew == isMapped || isMapped && kinds.contains(.user) else {
                throw .invalid("linux.\(member)Mappings", "they go with a new user namespace, and it with them")
            }
        }
        if linux.timeOffsets?.isEmpty == false, !kinds.contains(.time) {
            throw .invalid("linux.timeOffsets", "they go with a time namespace")
        }
    }

    private func checkNames() throws(RuntimeError) {
        let hasUTS = linux.namespaces?.contains { $0.type == .uts } == true
        for (member, name) in [("hostname", spec.hostname), ("domainname", spec.domainname)] {
            guard let name, !name.isEmpty else { continue }
            guard hasUTS else { throw .invalid(member, "unable to set \(member) without a private UTS namespace") }
            guard name.utf8.count <= 64 else { throw .invalid(member, "'\(name)' is longer than 64 bytes") }
        }
    }

    /// Only parameters of the container's own namespaces may be set: others would change the host.
    private func checkSysctls() throws(RuntimeError) {
        let kinds = Set(linux.namespaces?.map(\.type) ?? [])
        for name in linux.sysctl?.keys.sorted() ?? [] {
            guard let kind = KernelParameter(name).namespace, kinds.contains(kind) else {
                throw .invalid("linux.sysctl", "sysctl \"\(name)\" is not in a separate kernel namespace")
            }
        }
    }

    /// The kernel ends a text at its first zero byte: what was checked would not be what is used.
    private func checkText() throws(RuntimeError) {
        var texts: [(String, String)] = [
            ("root.path", spec.root?.path ?? ""), ("hostname", spec.hostname ?? ""),
            ("domainname", spec.domainname ?? ""), ("linux.mountLabel", linux.mountLabel ?? ""),
        ]
        texts += (linux.namespaces ?? []).map { ("linux.namespaces", $0.path ?? "") }
        for mount in spec.mounts ?? [] {
            texts += [("mounts", mount.destination), ("mounts", mount.source ?? ""), ("mounts", mount.type ?? "")]
            texts += (mount.options ?? []).map { ("mounts", $0) }
        }
        texts += (linux.maskedPaths ?? []).map { ("linux.maskedPaths", $0) }
        texts += (linux.readonlyPaths ?? []).map { ("linux.readonlyPaths", $0) }
        texts += (linux.devices ?? []).map { ("linux.devices", $0.path) }
        for (member, text) in texts where text.utf8.contains(0) {
            throw .invalid(member, "'\(text)' holds a zero byte")
        }
    }

    private func check(_ device: RuntimeSpec.Device) throws(RuntimeError) {
        guard ["c", "u", "b", "p"].contains(device.type) else {
            throw .invalid("linux.devices", "'\(device.type)' of \(device.path) is none of c, u, b and p")
        }
        guard device.path.hasPrefix("/"), device.path.split(separator: "/").last ?? ".." != ".." else {
            throw .invalid("linux.devices", "'\(device.path)' is no absolute path of a file")
        }
        if device.type == "p" { return }
        for (member, number) in [("major", device.major), ("minor", device.minor)] {
            guard let number, UInt32(exactly: number) != nil else {
                let text = number.map { "\($0)" } ?? "no number"
                throw .invalid("linux.devices", "the \(member) of \(device.path) is \(text)")
            }
        }
    }
}
