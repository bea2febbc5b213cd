import Linux

/// A mount's options, sorted by what they act on: the mount, those beneath it, its propagation, or the filesystem.
struct MountOptions: Equatable, Sendable {
    /// Attributes of the mount to set and to clear.
    var set: MountAttributes = []
    var clear: MountAttributes = []
    /// The same for all mounts in the tree (`rro` and its kin).
    var recursiveSet: MountAttributes = []
    var recursiveClear: MountAttributes = []
    var propagation: [Propagation] = []
    /// `bind` or `rbind`.
    var bind: Bind?
    var idMap: IDMap?
    /// Whether a tmpfs begins with a copy of what it hides.
    var copiesUp = false
    /// For the filesystem itself: `key` or `key=value`.
    var data: [String] = []

    enum Bind: Sendable { case single, recursive }
    enum IDMap: Sendable { case single, recursive }
    struct Propagation: Equatable, Sendable {
        var kind: MountPropagation
        var recursive: Bool
    }

    init(_ options: [String]) {
        for option in options { add(option) }
    }

    private mutating func add(_ option: String) {
        if let change = AttributeChange.named[option] {
            change.apply(&set, &clear)
        } else if option.hasPrefix("r"), let change = AttributeChange.named[String(option.dropFirst())] {
            change.apply(&recursiveSet, &recursiveClear)
        } else if let kind = Self.propagations[option] {
            propagation.append(Propagation(kind: kind, recursive: false))
        } else if option.hasPrefix("r"), let kind = Self.propagations[String(option.dropFirst())] {
            propagation.append(Propagation(kind: kind, recursive: true))
        } else {
            addOther(option)
        }
    }

    /// Makes the attributes of the tree those of the mount, over what its own options say.
    mutating func foldRecursiveAttributes() {
        AttributeChange(set: recursiveSet, clear: recursiveClear).apply(&set, &clear)
        recursiveSet = []
        recursiveClear = []
    }

    private mutating func addOther(_ option: String) {
        switch option {
        case "bind": bind = bind ?? .single
        case "rbind": bind = .recursive
        case "idmap": idMap = .single
        case "ridmap": idMap = .recursive
        case "tmpcopyup": copiesUp = true
        // Versions of inodes are not kept unless asked for.
        case "defaults", "remount", "silent", "loud", "noiversion", "": break
        default: data.append(option)
        }
    }

    /// mount(2) takes these for any filesystem, and those that do not know them do nothing.
    static let flagsOfEveryFilesystem: Set<String> = ["acl", "noacl", "iversion"]

    /// All that are not left to the filesystem.
    static var names: [String] {
        let prefixable = Array(AttributeChange.named.keys) + Array(propagations.keys)
        let others = [
            "bind", "rbind", "idmap", "ridmap", "tmpcopyup", "defaults", "remount", "silent", "loud", "noiversion",
        ]
        return (prefixable + prefixable.map { "r\($0)" } + others).sorted()
    }

    private static let propagations: [String: MountPropagation] = [
        "private": .private, "shared": .shared, "slave": .slave, "unbindable": .unbindable,
    ]
}

/// What an option does to a mount's attributes.
private struct AttributeChange: Sendable {
    var set: MountAttributes = []
    var clear: MountAttributes = []

    /// The last option of contradicting ones wins.
    func apply(_ allSet: inout MountAttributes, _ allCleared: inout MountAttributes) {
        allSet = allSet.subtracting(clear).union(set)
        allCleared = allCleared.subtracting(set).union(clear)
    }

    static let named: [String: AttributeChange] = [
        "ro": .init(set: .readOnly), "rw": .init(clear: .readOnly),
        "nosuid": .init(set: .noSetUserID), "suid": .init(clear: .noSetUserID),
        "nodev": .init(set: .noDevices), "dev": .init(clear: .noDevices),
        "noexec": .init(set: .noExecution), "exec": .init(clear: .noExecution),
        "nodiratime": .init(set: .noDirectoryAccessTime), "diratime": .init(clear: .noDirectoryAccessTime),
        "nosymfollow": .init(set: .noSymbolicLinks), "symfollow": .init(clear: .noSymbolicLinks),
        "noatime": .init(set: .noAccessTime, clear: .accessTimeField),
        "strictatime": .init(set: .strictAccessTime, clear: .accessTimeField),
        "relatime": .init(clear: .accessTimeField), "atime": .init(clear: .accessTimeField),
        "norelatime": .init(clear: .accessTimeField), "nostrictatime": .init(clear: .accessTimeField),
    ]
}
