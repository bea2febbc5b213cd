import OCI

/// A profile as one text, and a name that is made of it.
struct SeccompProfileKey: Equatable, Sendable {
    let text: [UInt8]

    /// To be changed with the compiler: filters of another one are not used.
    private static let version = "1"

    init(_ profile: RuntimeSpec.Seccomp) {
        var text = [UInt8]()
        text.reserveCapacity(16_384)
        func add(_ string: String) {
            text.append(contentsOf: string.utf8)
            text.append(0)
        }
        func add(_ number: UInt64?) { add(number.map { String($0) } ?? "-") }
        add(Self.version)
        add(profile.defaultAction)
        add(profile.defaultErrnoRet.map(UInt64.init))
        for name in profile.architectures ?? [] { add(name) }
        add("flags")
        for name in profile.flags ?? [] { add(name) }
        for rule in profile.syscalls ?? [] {
            add("rule")
            add(rule.action)
            add(rule.errnoRet.map(UInt64.init))
            for argument in rule.args ?? [] {
                add(UInt64(argument.index))
                add(argument.value)
                add(argument.valueTwo)
                add(argument.op)
            }
            add("names")
            for name in rule.names { add(name) }
        }
        self.text = text
    }

    /// FNV-1a, in 64 bits: it only has to spread; the text decides.
    var name: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
