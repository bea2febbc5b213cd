import OCI

/// What must hold of `linux.seccomp`, whatever this machine's library makes of it.
struct SeccompCheck {
    let profile: RuntimeSpec.Seccomp

    func run() throws(RuntimeError) {
        let member = "linux.seccomp"
        try check(profile.defaultErrnoRet, profile.defaultAction, "\(member).defaultErrnoRet")
        if profile.listenerMetadata != nil, profile.listenerPath?.isEmpty != false {
            throw .invalid("\(member).listenerMetadata", "it goes with listenerPath, which is not set")
        }
        for (index, rule) in (profile.syscalls ?? []).enumerated() {
            try check(rule.errnoRet, rule.action, "\(member).syscalls[\(index)].errnoRet")
            if rule.names.isEmpty { throw .invalid("\(member).syscalls[\(index)].names", "there is none") }
        }
    }

    private func check(_ number: UInt32?, _ action: String, _ member: String) throws(RuntimeError) {
        guard let number, !SeccompNames.actionsWithErrno.contains(action) else { return }
        throw .invalid(member, "\(action) takes no number of an error, such as \(number)")
    }
}
