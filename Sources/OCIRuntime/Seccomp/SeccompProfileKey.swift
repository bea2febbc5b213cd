import OCI

/// A profile as one text, and a name that is made of it.
///
/// Two profiles that differ have different texts, whatever their strings hold: each string has its length in front, and
/// each list its count. Otherwise a profile could be written that stands for another one in the cache.
struct SeccompProfileKey: Equatable, Sendable {
    let text: [UInt8]

    /// To be changed with the compiler: filters of another one are not used.
    private static let version = "2"

    init(_ profile: RuntimeSpec.Seccomp) {
        var text = ProfileText()
        text.add(Self.version)
        text.add(profile.defaultAction)
        text.add(profile.defaultErrnoRet.map(UInt64.init))
        text.add(profile.architectures ?? []) { $0.add($1) }
        text.add(profile.flags ?? []) { $0.add($1) }
        text.add(profile.syscalls ?? []) { text, rule in
            text.add(rule.action)
            text.add(rule.errnoRet.map(UInt64.init))
            text.add(rule.args ?? []) { text, argument in
                text.add(UInt64(argument.index))
                text.add(argument.value)
                text.add(argument.valueTwo)
                text.add(argument.op)
            }
            text.add(rule.names) { $0.add($1) }
        }
        self.text = text.bytes
    }

    /// FNV-1a, in 64 bits: it only has to spread; the text decides.
    var name: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

/// Bytes in which each part says where it ends.
private struct ProfileText {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(16_384) }

    mutating func add(_ string: String) {
        add(UInt64(string.utf8.count))
        bytes.append(contentsOf: string.utf8)
    }

    mutating func add(_ number: UInt64?) {
        bytes.append(contentsOf: (number.map { String($0) } ?? "-").utf8)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func add<Element>(_ list: [Element], _ body: (inout ProfileText, Element) -> Void) {
        add(UInt64(list.count))
        for element in list { body(&self, element) }
    }
}
