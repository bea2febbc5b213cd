import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Finds the program as a shell does, and words the failure as Go's `exec.LookPath` does: clients map exit codes by it.
enum ExecutableSearch {
    static func find(_ name: String, environment: [String]) throws(RuntimeError) -> String {
        if name.contains("/") {
            try check(name, name)
            return name
        }
        let path = environment.last { $0.hasPrefix("PATH=") }?.dropFirst(5) ?? ""
        for directory in path.split(separator: ":", omittingEmptySubsequences: false) {
            let candidate = (directory.isEmpty ? "." : directory) + "/" + name
            if isExecutable(candidate) { return candidate }
        }
        throw RuntimeError(.commandNotFound, "exec: \"\(name)\": executable file not found in $PATH")
    }

    private static func isExecutable(_ path: String) -> Bool {
        guard let status = try? FileStatus(of: path), status.kind != .directory else { return false }
        return faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0
    }

    private static func check(_ path: String, _ name: String) throws(RuntimeError) {
        let status: FileStatus
        do { status = try FileStatus(of: path) } catch { throw Self.failure(error.errno, name) }
        guard status.kind != .directory else {
            // Clients know of this reason that the program is there, and not of EISDIR.
            throw RuntimeError(.commandNotExecutable, "exec: \"\(name)\": permission denied")
        }
        guard faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0 else {
            throw RuntimeError(.commandNotExecutable, "exec: \"\(name)\": permission denied")
        }
    }

    private static func failure(_ reason: Errno, _ name: String) -> RuntimeError {
        let text = reason.description.prefix(1).lowercased() + reason.description.dropFirst()
        let missing = reason == .noSuchFileOrDirectory
        return RuntimeError(
            missing ? .commandNotFound : .commandNotExecutable, "exec: \"\(name)\": stat \(name): \(text)")
    }

    /// What execve(2) refused, for a program that was there.
    static func failure(executing path: String, _ error: SystemCallError) -> RuntimeError {
        let reason =
            switch error.errno {
            case .noSuchFileOrDirectory: "no such file or directory"
            case .permissionDenied: "permission denied"
            case .execFormatError: "exec format error"
            default: error.errno.description
            }
        let missing = error.errno == .noSuchFileOrDirectory
        return RuntimeError(
            missing ? .commandNotFound : .commandNotExecutable, "exec \(path): \(reason)", cause: error)
    }
}
