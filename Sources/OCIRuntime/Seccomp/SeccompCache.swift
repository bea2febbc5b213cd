import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Compiled filters on disk: libseccomp takes longer for a usual profile than all the rest of a start.
///
/// A file is named by a hash of its profile and holds the profile too, so that a collision is no danger. It is written
/// beside its place and moved there, so that it is complete; what cannot be read is compiled again. A filter decides
/// what a container may do, so one is taken only from where nobody but the runtime's user can have written.
struct SeccompCache {
    /// No container id holds this letter.
    static let directoryName = "@seccomp"
    private let path: String

    init(stateRoot: String) { path = "\(stateRoot)/\(Self.directoryName)" }

    /// - Parameter link: where the container keeps its filter, for the processes that join it later.
    func filter(for profile: RuntimeSpec.Seccomp, link path: String) throws(RuntimeError) -> SeccompFilter {
        let flags = try Self.flags(profile)
        let key = SeccompProfileKey(profile)
        let directory = try directory()
        if let program = try? FilterFile(Self.content(of: key.name, in: directory.raw)).program(for: key),
            linkat(directory.raw, key.name, AT_FDCWD, path, 0) == 0
        {
            return SeccompFilter(program: program, flags: flags)
        }
        let filter = SeccompFilter(program: try SeccompCompiler.compile(profile), flags: flags)
        try doing("linux.seccomp") { () throws(SystemCallError) in
            try Self.store(filter, key, in: directory.raw, link: path)
        }
        return filter
    }

    /// The filter of a container that is there, from its own link.
    static func load(_ path: String) throws(RuntimeError) -> SeccompFilter {
        let bytes = try doing("seccomp filter") { () throws(SystemCallError) in try SmallFile.bytes(path) }
        guard let filter = FilterFile(bytes).filter else {
            throw RuntimeError(.system, "seccomp filter \(path) is damaged")
        }
        return filter
    }

    /// - Throws: `EPERM` for a directory that another user may write to.
    private func directory() throws(RuntimeError) -> OwnedDescriptor {
        mkdir(path, 0o700)
        return try doing("linux.seccomp") { () throws(SystemCallError) in
            let directory = try OwnedDescriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            guard try FileStatus(of: directory.raw).isWritable(onlyBy: geteuid()) else {
                let problem = "\(path), which others than the runtime's user may write to; remove it"
                throw SystemCallError("fstat", problem, errno: .notPermitted)
            }
            return directory
        }
    }

    private static func content(of name: String, in directory: Int32) throws(SystemCallError) -> [UInt8] {
        let file = try OwnedDescriptor.open(name, at: directory, O_RDONLY | O_NOFOLLOW)
        let status = try FileStatus(of: file.raw)
        guard status.kind == .regular, status.isWritable(onlyBy: geteuid()) else {
            throw SystemCallError("fstat", name, errno: .notPermitted)
        }
        return try file.readAll(limit: 1 << 20)
    }

    private static func store(
        _ filter: SeccompFilter, _ key: SeccompProfileKey, in directory: Int32, link path: String
    ) throws(SystemCallError) {
        let file = try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try file.write(FilterFile(filter, key).bytes)
        let temporary = "\(key.name).\(getpid())"
        unlinkat(directory, temporary, 0)
        try systemCall("linkat", temporary) { linkat(AT_FDCWD, path, directory, temporary, 0) }
        try systemCall("renameat", key.name) { renameat(directory, temporary, directory, key.name) }
    }

    private static func flags(_ profile: RuntimeSpec.Seccomp) throws(RuntimeError) -> SeccompFilter.Flags {
        var flags: SeccompFilter.Flags = []
        for name in profile.flags ?? [] {
            switch name {
            // There is one thread to synchronise.
            case "SECCOMP_FILTER_FLAG_TSYNC": break
            case "SECCOMP_FILTER_FLAG_LOG": flags.insert(.log)
            case "SECCOMP_FILTER_FLAG_SPEC_ALLOW": flags.insert(.allowSpeculation)
            case "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" where SeccompListener.isNeeded(profile):
                flags.insert(.waitKillable)
            default: throw .invalid("linux.seccomp.flags", "'\(name)' is not supported")
            }
        }
        if SeccompListener.isNeeded(profile) {
            try SeccompListener.check(profile)
            flags.insert(.newListener)
        }
        return flags
    }
}
