#if canImport(Glibc)
import Glibc
#endif

/// The entries that a runtime makes for mount points: files and directories that the stack below does not have.
///
/// To a comparison they are as if the stack had them: what is still as it was made has not changed, and what is not has
/// been modified, not added. One that is missing was never made: what is mounted on cannot be removed.
struct MadeEntries {
    private var kinds: [TreePath: NodeStatus.Kind] = [:]

    /// As the kernel's own limit (path_resolution(7)).
    private static let linkLimit = 40

    /// - Parameter stack: what was there before the runtime, whose links it followed.
    init(for points: MountPoints, on stack: LayerStack) throws(SnapshotError) {
        for path in points.directories { try add(path, .directory, stack) }
        for path in points.files { try add(path, .file, stack) }
    }

    private mutating func add(_ path: String, _ kind: NodeStatus.Kind, _ stack: LayerStack) throws(SnapshotError) {
        var rest = Self.parts(Array(path.utf8))
        var reached = TreePath.root
        var linksLeft = Self.linkLimit
        while let name = rest.popLast() {
            guard name != Array("..".utf8) else {
                reached = reached.parent
                continue
            }
            let next = reached.appending(name)
            guard let found = try stack.find(next), found.status.kind == .symbolicLink else {
                reached = next
                kinds[reached] = rest.isEmpty ? kind : .directory
                continue
            }
            guard linksLeft > 0 else { return }
            linksLeft -= 1
            let target = try SymbolicLink.target(Place(parent: found.parent, path: next))
            if target.first == UInt8(ascii: "/") { reached = .root }
            rest += Self.parts(target)
        }
    }

    /// The last one first.
    private static func parts(_ path: [UInt8]) -> [[UInt8]] {
        path.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != Array(".".utf8) }.reversed()
    }

    /// How an entry differs that the stack below does not have; `nil` where a runtime made it so.
    func change(of path: TreePath, _ status: NodeStatus) -> Change.Kind? {
        guard let kind = kinds[path] else { return .added }
        return status.kind == kind && status.isAsMadeToMountOn ? nil : .modified
    }
}

extension NodeStatus {
    fileprivate var isAsMadeToMountOn: Bool {
        guard raw.st_uid == 0, raw.st_gid == 0 else { return false }
        return kind == .directory ? mode == 0o755 : mode == 0o644 && raw.st_size == 0
    }
}
