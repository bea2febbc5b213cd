import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Where a container's program tells its service manager of itself: sd_notify(3).
///
/// The manager's own socket may be out of the container's reach, and takes messages from the service's own processes
/// only. The container gets a socket of the runtime's, whose directory is mounted read-only, and the runtime passes on
/// what it reads there.
enum NotifySocket {
    private static let inside = "/run/notify"
    private static let name = "notify.sock"

    /// Makes the directory, and tells the container's configuration of it.
    static func announce(in directory: StateDirectory, to spec: inout RuntimeSpec) throws(RuntimeError) {
        let place = directory.notifyDirectory
        try doing("NOTIFY_SOCKET") { () throws(SystemCallError) in
            try systemCall("mkdir", place) { mkdir(place, 0o755) }
            // Whatever the caller's umask: the program's user is to find the socket.
            try systemCall("chmod", place) { chmod(place, 0o755) }
        }
        let mount = RuntimeSpec.Mount(
            destination: inside, type: "bind", source: place, options: ["bind", "nosuid", "noexec", "nodev", "ro"])
        spec.mounts = (spec.mounts ?? []) + [mount]
        let environment = spec.process?.env ?? []
        spec.process?.env = environment + ["NOTIFY_SOCKET=\(inside)/\(name)"]
    }

    /// - Returns: `nil` for a container that was told of none.
    static func listen(in directory: StateDirectory) throws(RuntimeError) -> OwnedDescriptor? {
        let path = "\(directory.notifyDirectory)/\(name)"
        guard access(directory.notifyDirectory, F_OK) == 0 else { return nil }
        return try doing("NOTIFY_SOCKET") { () throws(SystemCallError) in
            unlink(path)
            return try DatagramSocket.bind(to: path, mode: 0o777)
        }
    }

    static func remove(in directory: StateDirectory) {
        unlink("\(directory.notifyDirectory)/\(name)")
        rmdir(directory.notifyDirectory)
    }
}
