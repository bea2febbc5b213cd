import Glibc
import Linux
import SystemPackage

/// Keeps a second engine off a data root, as long as it is held: a lock of flock(2) on a file with our process id,
/// which the kernel drops when we end, however we do.
struct DataRootLock: ~Copyable {
    private let file: OwnedDescriptor

    init(dataRoot: String) throws {
        let path = dataRoot + "/wherryd.pid"
        try makeDirectories(dataRoot)
        let file = OwnedDescriptor(
            owning: try systemCall("open", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) })
        do {
            try systemCall("flock", path) { flock(file.raw, LOCK_EX | LOCK_NB) }
        } catch {
            guard error.errno == .wouldBlock else { throw error }
            let holder = (try? ConfigurationFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
            throw DaemonError(
                "data root \(dataRoot) is in use by the engine with process id \(holder.filter(\.isNumber)): "
                    + "stop it, or choose another --data-root")
        }
        try ProcessIDFile.write(to: file.raw, path)
        self.file = file
    }
}

enum ProcessIDFile {
    /// - Throws: ``DaemonError`` where the file names a process that lives.
    static func write(_ path: String) throws {
        if let bytes = try? ConfigurationFile.read(path),
            let process = Int32(String(decoding: bytes, as: UTF8.self).filter(\.isNumber)), process != getpid(),
            kill(process, 0) == 0
        {
            throw DaemonError(
                "pidfile \(path) names process \(process), which runs: stop it, or choose another --pidfile")
        }
        let file = OwnedDescriptor(
            owning: try systemCall("open", path) { open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644) })
        try write(to: file.raw, path)
    }

    fileprivate static func write(to file: Int32, _ path: String) throws(SystemCallError) {
        let text = Array("\(getpid())\n".utf8)
        try systemCall("ftruncate", path) { ftruncate(file, 0) }
        try systemCall("write", path) { pwrite(file, text, text.count, 0) }
    }
}

/// As `mkdir -p`.
func makeDirectories(_ path: String) throws(SystemCallError) {
    var made = FilePath("/")
    for component in FilePath(path).components {
        made.append(component)
        do {
            try systemCall("mkdir", made.string) { mkdir(made.string, 0o711) }
        } catch {
            if error.errno != .fileExists { throw error }
        }
    }
}
