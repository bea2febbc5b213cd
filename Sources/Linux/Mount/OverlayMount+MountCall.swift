import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension OverlayMount {
    /// The overlay by mount(2), whose options must fit in a page: layers are named by the numbers of their
    /// descriptors, relative to `/proc/self/fd`, so that 120 of them need 600 bytes.
    ///
    /// mount(2) attaches what it makes, so it is done on a thread that has a mount namespace and a working directory
    /// of its own for the purpose (unshare(2): both are of a thread); a detached copy outlives them.
    package func openByMountCall() throws(SystemCallError) -> OwnedDescriptor {
        let job = MountJob(overlay: self)
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(job).toOpaque()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let job = Unmanaged<MountJob>.fromOpaque(argument).takeRetainedValue()
                job.run()
                return nil
            }, argument)
        guard status == 0 else {
            Unmanaged<MountJob>.fromOpaque(argument).release()
            throw SystemCallError("pthread_create", errno: Errno(rawValue: status))
        }
        pthread_join(thread, nil)
        return OwnedDescriptor(owning: try job.result.get())
    }
}

/// `@unchecked`: `result` is written by the thread before it ends, and read by its maker after it was joined.
private final class MountJob: @unchecked Sendable {
    let overlay: OverlayMount
    var result: Result<Int32, SystemCallError> = .failure(SystemCallError("mount", errno: .canceled))

    init(overlay: OverlayMount) { self.overlay = overlay }

    func run() {
        do { result = .success(try mountAndCopy().release()) } catch { result = .failure(error) }
    }

    private func mountAndCopy() throws(SystemCallError) -> OwnedDescriptor {
        try NamespaceKinds.mount.unshare()
        try MountTree.setPropagationOfEverything(.private)
        var opened = DescriptorList()
        for path in overlay.lower + [overlay.upper, overlay.work].compactMap(\.self) {
            opened.append(try .open(path, OpenFlags.path | O_DIRECTORY))
        }
        try systemCall("chdir", "/proc/self/fd") { chdir("/proc/self/fd") }
        let place = overlay.lower[0]
        let options = options(opened)
        try systemCall("mount", "overlay \(options)") { mount("overlay", place, "overlay", 0, options) }
        return try MountTree.clone(place)
    }

    private func options(_ opened: borrowing DescriptorList) -> String {
        let layers = overlay.lower.indices.map { "\(opened[$0])" }.joined(separator: ":")
        guard overlay.upper != nil else { return "lowerdir=\(layers)" }
        let upper = opened[overlay.lower.count]
        return "lowerdir=\(layers),upperdir=\(upper),workdir=\(opened[overlay.lower.count + 1])"
    }
}
