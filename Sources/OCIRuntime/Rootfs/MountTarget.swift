import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The file or directory in the container's root that something is mounted on, made if it is missing.
///
/// The root may hold any symbolic links, and another container may change a shared directory meanwhile: each step
/// resolves in the kernel as if the root were `/`, and acts on the descriptor that came of it, never on a path again.
enum MountTarget {
    enum Kind { case directory, file }

    /// - Returns: a descriptor of the target, opened with `O_PATH`.
    static func open(
        _ path: String, in root: Int32, orMake kind: Kind, resolve: PathResolution = []
    ) throws(SystemCallError) -> OwnedDescriptor {
        do { return try .open(path, inRoot: root, OpenFlags.path, resolve: resolve) } catch
            where error.errno == .noSuchFileOrDirectory
        {
            return try make(path, in: root, kind, linksLeft: 40)
        }
    }

    private static func make(
        _ path: String, in root: Int32, _ kind: Kind, linksLeft: Int
    ) throws(SystemCallError) -> OwnedDescriptor {
        let components = path.split(separator: "/").map(String.init)
        var parent = try OwnedDescriptor.open(".", at: root, OpenFlags.path | O_DIRECTORY)
        for (index, name) in components.enumerated() {
            let prefix = components[...index].joined(separator: "/")
            if let existing = try openExisting(prefix, in: root) {
                parent = existing
                continue
            }
            let isLast = index == components.count - 1
            if try !makeEntry(name, in: parent.raw, isLast ? kind : .directory) {
                guard linksLeft > 0 else { throw SystemCallError("openat2", path, errno: .tooManySymbolicLinkLevels) }
                let rest = components[(index + 1)...]
                let target = try linkTarget(name, in: parent.raw, before: components[..<index])
                return try make(([target] + rest).joined(separator: "/"), in: root, kind, linksLeft: linksLeft - 1)
            }
            parent = try .open(prefix, inRoot: root, OpenFlags.path)
        }
        return parent
    }

    private static func openExisting(
        _ path: String, in root: Int32
    ) throws(SystemCallError) -> OwnedDescriptor? {
        do { return try .open(path, inRoot: root, OpenFlags.path) } catch
            where error.errno == .noSuchFileOrDirectory
        { return nil }
    }

    /// - Returns: whether it was made; not when the name is there already, as a link to nothing.
    private static func makeEntry(_ name: String, in parent: Int32, _ kind: Kind) throws(SystemCallError) -> Bool {
        do {
            switch kind {
            case .directory: try systemCall("mkdirat", name) { mkdirat(parent, name, 0o755) }
            case .file: _ = try OwnedDescriptor.open(name, at: parent, O_CREAT | O_EXCL | O_WRONLY, mode: 0o644)
            }
            return true
        } catch  where error.errno == .fileExists {
            return false
        }
    }

    /// Where the symbolic link `name` points, as a path from the root.
    private static func linkTarget(
        _ name: String, in parent: Int32, before: ArraySlice<String>
    ) throws(SystemCallError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try systemCall("readlinkat", name) {
            readlinkat(parent, name, &buffer, buffer.count)
        }
        let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return target.hasPrefix("/") ? target : (before + [target]).joined(separator: "/")
    }
}
