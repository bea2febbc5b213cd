/// The `passwd` and `group` files of a container, passwd(5) and group(5), as its image holds them.
struct UserDatabase {
    struct User { var name: String, uid: UInt32, gid: UInt32, home: String }
    struct Group { var name: String, gid: UInt32, members: [String] }
    let users: [User]
    let groups: [Group]

    /// Files larger than this are refused: a container's image is not trusted.
    static let limit = 4 << 20

    init(passwd: [UInt8]?, group: [UInt8]?) {
        users = Self.fields(passwd).compactMap { fields in
            guard fields.count >= 6, let uid = UInt32(fields[2]), let gid = UInt32(fields[3]) else { return nil }
            return User(name: fields[0], uid: uid, gid: gid, home: fields[5])
        }
        groups = Self.fields(group).compactMap { fields in
            guard fields.count >= 3, let gid = UInt32(fields[2]) else { return nil }
            let members = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
            return Group(name: fields[0], gid: gid, members: members)
        }
    }

    private static func fields(_ file: [UInt8]?) -> [[String]] {
        String(decoding: file ?? [], as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

/// Who a process runs as.
struct Identity: Equatable, Sendable {
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    /// Holds `gid` too: a process that changes its group by a set-group-id program stays a member of its own, so that a
    /// mode which denies the group (`0707`) still denies it.
    var additionalGroups: [UInt32] = [0]
    var home = "/"
}

extension UserDatabase {
    /// - Parameters:
    ///   - text: `user[:group]`, names or numbers; empty is root.
    ///   - additional: further groups, names or numbers.
    /// - Throws: `invalidArgument` naming the user or group that the image does not have.
    func identity(of text: String, additional: [String] = []) throws(EngineError) -> Identity {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var identity = try user(parts[0].isEmpty ? "0" : parts[0])
        if parts.count == 2, !parts[1].isEmpty {
            identity.gid = try gid(of: parts[1])
            identity.additionalGroups = [identity.gid]
        }
        for name in additional {
            let gid = try gid(of: name)
            if !identity.additionalGroups.contains(gid) { identity.additionalGroups.append(gid) }
        }
        return identity
    }

    private func user(_ text: String) throws(EngineError) -> Identity {
        let number = UInt32(text)
        if let entry = users.first(where: { $0.name == text }) ?? users.first(where: { $0.uid == number }) {
            let member = groups.filter { $0.members.contains(entry.name) && $0.gid != entry.gid }.map(\.gid)
            return Identity(
                uid: entry.uid, gid: entry.gid, additionalGroups: [entry.gid] + member, home: entry.home)
        }
        guard let number, number <= UInt32(Int32.max) else {
            throw EngineError(.invalidArgument, "unable to find user \(text): no matching entries in passwd file")
        }
        return Identity(uid: number, home: number == 0 ? "/root" : "/")
    }

    private func gid(of text: String) throws(EngineError) -> UInt32 {
        if let group = groups.first(where: { $0.name == text }) { return group.gid }
        guard let number = UInt32(text), number <= UInt32(Int32.max) else {
            throw EngineError(.invalidArgument, "unable to find group \(text): no matching entries in group file")
        }
        return number
    }
}
