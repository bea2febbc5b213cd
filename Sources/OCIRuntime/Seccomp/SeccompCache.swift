import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Compiled filters on disk: libseccomp takes longer for a usual profile than all the rest of a start.
///
/// A file is named by a hash of its profile and holds the profile too, so that a collision is no danger. It is written
/// beside its place and moved there, so that it is complete; what cannot be read is compiled again.
struct SeccompCache {
    /// No container id holds this letter.
    static let directoryName = "@seccomp"
    private let directory: String

    init(stateRoot: String) { directory = "\(stateRoot)/\(Self.directoryName)" }

    /// - Parameter link: where the container keeps its filter, for the processes that join it later.
    func filter(for profile: RuntimeSpec.Seccomp, link path: String) throws(RuntimeError) -> SeccompFilter {
        let flags = try Self.flags(profile)
        let key = SeccompProfileKey(profile)
        let place = "\(directory)/\(key.name)"
        if let program = try? FilterFile(SmallFile.bytes(place)).program(for: key) {
            let filter = SeccompFilter(program: program, flags: flags)
            if Glibc.link(place, path) == 0 { return filter }
        }
        let filter = SeccompFilter(program: try SeccompCompiler.compile(profile), flags: flags)
        try doing("linux.seccomp") { () throws(SystemCallError) in try store(filter, key, at: place, link: path) }
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

    private func store(
        _ filter: SeccompFilter, _ key: SeccompProfileKey, at place: String, link path: String
    ) throws(SystemCallError) {
        mkdir(directory, 0o700)
        let file = try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try file.write(FilterFile(filter, key).bytes)
        let temporary = "\(place).\(getpid())"
        unlink(temporary)
        try systemCall("link", temporary) { Glibc.link(path, temporary) }
        try systemCall("rename", place) { rename(temporary, place) }
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
