import Glibc
import Linux
import TestSupport

/// A directory `root` with links that try to leave it, and what they try to reach: a directory `outside` beside it.
struct HostileTree: ~Copyable {
    let path: String
    let root: OwnedDescriptor

    static func with(_ body: (borrowing HostileTree) throws -> Void) throws {
        try TemporaryDirectory.with { try body(HostileTree(in: $0)) }
    }

    private init(in path: String) throws {
        self.path = path
        for directory in ["root", "root/etc", "outside"] {
            try systemCall("mkdir", directory) { mkdir("\(path)/\(directory)", 0o755) }
        }
        try Self.write("inside", to: "\(path)/root/etc/secret")
        try Self.write("outside", to: "\(path)/outside/secret")
        let links = [
            ("/etc/secret", "absolute"), ("../../../../../../../../etc/secret", "climbing"), ("etc", "folder"),
            ("absolute", "chain"), ("\(path)/outside/secret", "toOutside"), ("nothing", "dangling"), ("loop", "loop"),
        ]
        for (target, name) in links {
            try systemCall("symlink", name) { symlink(target, "\(path)/root/\(name)") }
        }
        root = try OwnedDescriptor.open("\(path)/root", OpenFlags.path | O_DIRECTORY)
    }

    private static func write(_ text: String, to path: String) throws {
        try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644).write(text.utf8)
    }
}
