import FoundationEssentials
import Glibc
import Linux
import SystemPackage
import TestSupport

@testable import OCIRuntime

/// A directory that stands for resctrl: new groups get the files that the kernel makes, and what is written is noted.
final class ResctrlFixture {
    let root: String
    /// `value > path`, below the root.
    private(set) var writes: [String] = []
    private(set) var removed: [String] = []
    /// What is written to a file of this name fails, as the kernel says.
    var refusal: (file: String, errno: Int32)?

    private init(root: String) throws {
        self.root = root
        try makeGroup("", schemata: "    MB:0=100;1=100\n    L3:0=0ff;1=0ff\n")
        for resource in ["L3", "MB"] { try ToolProcess.run(["mkdir", "-p", "\(root)/info/\(resource)"]) }
        try write("ok\n", "info/last_cmd_status")
    }

    static func with(_ body: (ResctrlFixture) throws -> Void) throws {
        try TemporaryDirectory.with { try body(try ResctrlFixture(root: $0)) }
    }

    func makeGroup(_ name: String, schemata: String = "    MB:0=100;1=100\n    L3:0=0ff;1=0ff\n") throws {
        try ToolProcess.run(["mkdir", "-p", "\(root)/\(name)/mon_groups"])
        try write(schemata, "\(name)/schemata")
        try write("", "\(name)/tasks")
    }

    func write(_ text: String, _ path: String) throws {
        try OwnedDescriptor.open("\(root)/\(path)", O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644).write(text.utf8)
    }

    func exists(_ path: String) -> Bool { access("\(root)/\(path)", F_OK) == 0 }

    var mount: ResctrlMount {
        ResctrlMount(
            root: root,
            make: { path throws(SystemCallError) in
                try systemCall("mkdir", path) { mkdir(path, 0o755) }
                try systemCall("mkdir", path) { mkdir("\(path)/mon_groups", 0o755) }
                for file in ["schemata", "tasks"] {
                    _ = try OwnedDescriptor.open("\(path)/\(file)", O_WRONLY | O_CREAT, mode: 0o644)
                }
            },
            remove: {
                self.removed.append(self.below($0))
                try? FileManager.default.removeItem(atPath: $0)
            },
            write: { value, path throws(SystemCallError) in
                if let refusal = self.refusal, path.hasSuffix("/\(refusal.file)") {
                    throw SystemCallError("write", path, errno: .init(rawValue: refusal.errno))
                }
                try SmallFile.write(value, to: path)
                self.writes.append("\(value.filter { $0 != "\n" }) > \(self.below(path))")
            })
    }

    private func below(_ path: String) -> String { String(path.dropFirst(root.count + 1)) }
}
