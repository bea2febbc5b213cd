import Glibc
import Linux
import TestSupport

/// A directory with the files of a cgroup.
enum FixtureDirectory {
    static func with(_ files: [String: String], _ body: (String) throws -> Void) throws {
        try TemporaryDirectory.with { directory in
            for (name, content) in files {
                try OwnedDescriptor.open("\(directory)/\(name)", O_WRONLY | O_CREAT, mode: 0o600).write(content.utf8)
            }
            try body(directory)
        }
    }
}
