import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `linux.maskedPaths` and `linux.readonlyPaths`. A path that is not there needs neither.
enum RestrictedPaths {
    /// Hides files behind `/dev/null` and directories behind one empty tmpfs, both of our own making: the
    /// container's `/dev/null` could be a link to anything.
    static func mask(_ paths: [String], in root: Int32) throws(RuntimeError) {
        guard !paths.isEmpty else { return }
        try doing("linux.maskedPaths") { () throws(SystemCallError) in
            let null = try OwnedDescriptor.open("/dev/null", OpenFlags.path | O_NOFOLLOW)
            let status = try FileStatus(of: null.raw)
            guard status.kind == .characterDevice, status.major == 1, status.minor == 3 else {
                throw SystemCallError("fstat", "/dev/null", errno: .noSuchAddressOrDevice)
            }
            let empty = MaskDirectory()
            for path in paths {
                guard let target = try open(path, in: root) else { continue }
                let isDirectory = try FileStatus(of: target.raw).kind == .directory
                if isDirectory {
                    try empty.cover(target.raw)
                } else {
                    let cover = try MountTree.clone("", at: null.raw)
                    try MountTree.attach(cover.raw, to: target.raw)
                }
            }
        }
    }

    static func makeReadOnly(_ paths: [String], in root: Int32) throws(RuntimeError) {
        for path in paths {
            try doing("linux.readonlyPaths \(path)") { () throws(SystemCallError) in
                guard let target = try open(path, in: root) else { return }
                let copy = try MountTree.clone("", at: target.raw, recursive: true)
                try MountTree.setAttributes(copy.raw, set: .readOnly, recursive: true)
                try MountTree.attach(copy.raw, to: target.raw)
            }
        }
    }

    private static func open(_ path: String, in root: Int32) throws(SystemCallError) -> OwnedDescriptor? {
        do { return try .open(path, inRoot: root, OpenFlags.path) } catch
            where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory
        { return nil }
    }
}

/// The empty tmpfs that hides directories: one serves for all, made when the first is needed.
private final class MaskDirectory {
    private var first: Int32 = -1

    /// Before Linux 6.15 a mount that is attached nowhere has no copies: the first directory gets the mount itself, and
    /// the others get copies of that.
    func cover(_ target: Int32) throws(SystemCallError) {
        if first >= 0 {
            let copy = try MountTree.clone("", at: first)
            return try MountTree.attach(copy.raw, to: target)
        }
        let context = try FilesystemContext("tmpfs")
        first = try context.mount([.readOnly, .noSetUserID, .noDevices, .noExecution]).release()
        try MountTree.attach(first, to: target)
    }

    deinit {
        if first >= 0 { _ = OwnedDescriptor(owning: first) }
    }
}
