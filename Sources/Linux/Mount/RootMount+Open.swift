import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension RootMount {
    /// A detached mount of the root, to be attached in the container's mount namespace.
    package func open() throws(SystemCallError) -> OwnedDescriptor {
        switch self {
        case .directory(let path, let readOnly):
            let mount = try MountTree.clone(path, recursive: true)
            if readOnly { try MountTree.setAttributes(mount.raw, set: .readOnly) }
            return mount
        case .overlay(let overlay): return try overlay.open()
        case .opened(let descriptor, _):
            return OwnedDescriptor(
                owning: try systemCall("fcntl", "root mount") { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) })
        }
    }
}

extension OverlayMount {
    /// A detached overlay of the layers. Kernels before 6.7 take a layer at a time only by mount(2):
    /// see `openByMountCall()`.
    package func open() throws(SystemCallError) -> OwnedDescriptor {
        guard !lower.isEmpty else { throw SystemCallError("fsopen", "overlay of no layers", errno: .invalidArgument) }
        if Self.takesAnyOption { return try openByMountCall() }
        do { return try openByContext() } catch  where error.errno == .invalidArgument && !Self.takes("lowerdir+", "/")
        {
            return try openByMountCall()
        }
    }

    private func openByContext() throws(SystemCallError) -> OwnedDescriptor {
        let context = try FilesystemContext("overlay")
        var opened = DescriptorList()
        for layer in lower { try context.set("lowerdir+", try opened.shortened(layer)) }
        if let upper, let work {
            try context.set("upperdir", try opened.shortened(upper))
            try context.set("workdir", try opened.shortened(work))
        }
        return try context.mount()
    }

    /// Before Linux 6.5 an option is looked at when the overlay is made: one that is unknown fails it, and is written
    /// to the kernel's log.
    private static let takesAnyOption = takes("wherry.unknown", "/")

    /// Whether this kernel knows an option, asked with the path of a directory that is always there.
    private static func takes(_ option: String, _ directory: String) -> Bool {
        guard let context = try? FilesystemContext("overlay") else { return false }
        do { try context.set(option, directory) } catch { return false }
        return true
    }
}
