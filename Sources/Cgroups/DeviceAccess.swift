import OCI

/// A rule about device files, checked: `linux.resources.devices`.
struct DeviceAccess: Equatable, Sendable {
    enum Kind: String, Sendable { case all = "a", character = "c", block = "b" }

    struct Access: OptionSet, CustomStringConvertible, Sendable {
        let rawValue: Int32
        /// The values of `BPF_DEVCG_ACC_MKNOD` and so on.
        static let make = Access(rawValue: 1)
        static let read = Access(rawValue: 2)
        static let write = Access(rawValue: 4)
        static let all: Access = [.make, .read, .write]

        var description: String {
            (contains(.read) ? "r" : "") + (contains(.write) ? "w" : "") + (contains(.make) ? "m" : "")
        }
    }

    var allow: Bool
    var kind: Kind
    /// `nil` is any, as for `minor`.
    var major: UInt32?
    var minor: UInt32?
    var access: Access

    /// Whether no rule before it matters.
    var isAboutEverything: Bool { kind == .all && major == nil && minor == nil && access == .all }

    /// What every container may do, whatever its rules: make device files, use terminals and the standard devices.
    static let standard: [DeviceAccess] =
        [
            DeviceAccess(allow: true, kind: .character, access: .make),
            DeviceAccess(allow: true, kind: .block, access: .make),
            DeviceAccess(allow: true, kind: .character, major: 136, access: .all),
        ]
        + [(1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 2)].map { major, minor in
            DeviceAccess(allow: true, kind: .character, major: major, minor: minor, access: .all)
        }

    /// The configuration's rules, then the standard ones.
    static func complete(_ rules: [RuntimeSpec.DeviceRule]) throws(CgroupError) -> [DeviceAccess] {
        var checked: [DeviceAccess] = []
        for rule in rules { checked.append(try DeviceAccess(rule)) }
        return checked + standard
    }
}

extension DeviceAccess {
    init(_ rule: RuntimeSpec.DeviceRule) throws(CgroupError) {
        let member = "linux.resources.devices"
        guard let kind = Kind(rawValue: rule.type.flatMap { $0.isEmpty ? nil : $0 } ?? "a") else {
            throw CgroupError(.invalidValue, "\(member).type: '\(rule.type ?? "")' is not a, b or c")
        }
        var access: Access = []
        for letter in rule.access.flatMap({ $0.isEmpty ? nil : $0 }) ?? "rwm" {
            switch letter {
            case "r": access.insert(.read)
            case "w": access.insert(.write)
            case "m": access.insert(.make)
            default: throw CgroupError(.invalidValue, "\(member).access: '\(letter)' is not r, w or m")
            }
        }
        self.init(
            allow: rule.allow, kind: kind, major: try Self.number(rule.major, "\(member).major"),
            minor: try Self.number(rule.minor, "\(member).minor"), access: access)
    }

    private static func number(_ value: Int64?, _ member: String) throws(CgroupError) -> UInt32? {
        guard let value, value >= 0 else { return nil }
        guard let number = UInt32(exactly: value) else {
            throw CgroupError(.invalidValue, "\(member): \(value) is no device number")
        }
        return number
    }
}
