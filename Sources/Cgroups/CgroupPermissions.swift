import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Whether a container may be without cgroups that the caller has no right to make.
package enum CgroupPermissions: Sendable {
    /// It may not: what cannot be made is an error.
    case needed
    /// It may: no limit is kept silently, though, since one that is asked for is an error all the same.
    case optional
    /// It may when the caller is not the machine's root.
    case automatic

    func canDoWithout(_ error: CgroupError) -> Bool {
        let reasons: [Errno] = [.permissionDenied, .notPermitted, .readOnlyFileSystem]
        guard let reason = error.cause?.errno, reasons.contains(reason) else { return false }
        return switch self {
        case .needed: false
        case .optional: true
        case .automatic: !Self.isRootOfMachine
        }
    }

    /// Root of a user namespace has the machine's cgroups only as far as they were given to it.
    private static var isRootOfMachine: Bool {
        guard geteuid() == 0, let map = try? SmallFile.read("/proc/self/uid_map") else { return false }
        return map.split(whereSeparator: \.isWhitespace) == ["0", "0", "4294967295"]
    }
}
