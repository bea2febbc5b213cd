import Glibc
import Linux
package import SystemPackage

/// Takes system calls down in the kernel's place. Those that look, and those that make files in a directory of the
/// test's own, are carried out; all others are not, and succeed.
package final class RecordedSystemCalls: SystemCallHandler {
    package struct Call: Equatable, CustomStringConvertible {
        package let name: String
        package let subject: String

        package var description: String { subject.isEmpty ? name : "\(name) \(subject)" }
    }

    private static let harmless: Set<String> = [
        "capget", "fstat", "fstatat", "fstatfs", "getcwd", "mkdirat", "openat", "openat2", "read", "readlink",
        "readlinkat", "recvmsg", "sendmsg", "stat", "symlinkat", "write",
    ]
    /// Those that answer with a descriptor.
    private static let openers: Set<String> = ["fsmount", "fsopen", "open_tree", "socket"]

    package private(set) var calls: [Call] = []
    /// What calls fail with, by their names.
    private let failures: [String: Errno]
    /// What a mount that is not made is taken for.
    private let directory: String

    package init(directory: String, failures: [String: Errno] = [:]) {
        self.directory = directory
        self.failures = failures
    }

    package func handle(_ call: String, _ subject: String, perform: () -> Int64) -> Int64 {
        calls.append(Call(name: call, subject: subject))
        if let failure = failures[call] {
            errno = failure.rawValue
            return -1
        }
        if Self.harmless.contains(call) { return perform() }
        guard Self.openers.contains(call) else { return 0 }
        return Int64(open(subject.hasPrefix("/") ? subject : directory, OpenFlags.path | O_CLOEXEC))
    }
}
