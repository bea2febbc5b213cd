import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A program of the host's that processes of a container cannot write to, though they may get hold of it.
///
/// A container that shares its user ids with the host can open `/proc/<pid>/exe` of a process that enters it, and write
/// to the host's program when no one runs it any more (CVE-2019-5736). A program that is executed through a read-only
/// mount cannot be opened for writing by that link, whoever asks: the mount is part of the link, it is not in the
/// container's namespace, and so cannot be changed from there. The mount is detached and costs no copy.
package struct ReadOnlyExecutable: ~Copyable {
    /// Of the program's file; close-on-exec. Executed by `/proc/self/fd/N`, or by execveat(2).
    package let descriptor: OwnedDescriptor

    /// - Parameter path: of a program; a mount of it alone is made, which needs CAP_SYS_ADMIN.
    package init(_ path: String) throws(SystemCallError) {
        let mount = try MountTree.clone(path)
        try MountTree.setAttributes(mount.raw, set: .readOnly)
        descriptor = mount
    }

    /// Executes the calling program once more through such a mount, unless it was executed so already. To be called
    /// first in `main`; the arguments and the environment stay as they are.
    package static func protectSelf() throws(SystemCallError) {
        let own = "/proc/self/exe"
        var information = statvfs()
        try systemCall("statvfs", own) { statvfs(own, &information) }
        let isReadOnly = information.f_flag & UInt(ST_RDONLY) != 0
        guard !isReadOnly else { return }
        let program = EffectiveUser.isRoot ? try ReadOnlyExecutable(own) : try ReadOnlyExecutable(byChild: own)
        try systemCall("execveat", own) { [raw = program.descriptor.raw] in
            clinux_execveat(raw, "", CommandLine.unsafeArgv, environ, 0x1000)
        }
    }

    /// By the link's text: the mount that the link itself leads to is the host's, which is not the caller's to copy.
    private static func copy(from link: String) throws(SystemCallError) -> ReadOnlyExecutable {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try systemCall("readlink", link) { readlink(link, &buffer, buffer.count - 1) }
        let copy = try ReadOnlyExecutable(
            String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        let (own, copied) = (try FileStatus(of: link), try FileStatus(of: copy.descriptor.raw))
        guard own.filesystem == copied.filesystem, own.inode == copied.inode else {
            throw SystemCallError("readlink", link, errno: .noSuchFileOrDirectory)
        }
        return copy
    }

    /// The mount of a child that has the right to make it in a user namespace of its own.
    private init(byChild path: String) throws(SystemCallError) {
        let channel = try ChannelPair()
        switch try cloneProcess([.user, .mount]) {
        case .child:
            let parent = channel.takeSecond()
            guard let mount = try? Self.copy(from: path) else { _exit(1) }
            try? Channel.send([1], descriptors: [mount.descriptor.raw], to: parent.raw)
            _exit(0)
        case .parent(let pid, _):
            defer { waitpid(pid, nil, 0) }
            var mount: OwnedDescriptor?
            let own = channel.takeFirst()
            _ = try Channel.receive(from: own.raw, descriptor: &mount)
            guard let mount = mount.take() else {
                throw SystemCallError("open_tree", "\(path) in a user namespace", errno: .notPermitted)
            }
            descriptor = mount
        }
    }
}
