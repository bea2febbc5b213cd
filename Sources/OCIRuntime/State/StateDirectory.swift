import Cgroups
import JSON
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `<state root>/<id>`: it is there exactly as long as the container is.
struct StateDirectory: Sendable {
    let path: String
    let id: String

    init(root: String, id: String) throws(RuntimeError) {
        let letters = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_+-.".utf8.contains(byte)
            }
        }
        if id.isEmpty { throw RuntimeError(.invalidConfiguration, "container id cannot be empty") }
        guard letters, id.utf8.count <= 1024, id != ".", id != ".." else {
            throw RuntimeError(.invalidConfiguration, "invalid container ID format")
        }
        self.id = id
        path = "\(root)/\(id)"
    }

    /// The socket on which a created container waits for its start.
    var startSocket: String { "\(path)/start.sock" }
    /// Of the socket that a service manager's notifications come by; absent where none are asked for.
    var notifyDirectory: String { "\(path)/notify" }
    var filter: String { "\(path)/seccomp" }
    private var record: String { "\(path)/state.json" }
    /// A configuration's annotations are in it twice, and a byte of theirs may take three when it is escaped.
    private static let maximumRecordSize = 8 * RuntimeSpec.maximumFileSize

    func make() throws(RuntimeError) {
        if mkdir(path, 0o700) == 0 { return }
        if errno == ENOENT {
            try makeParents()
            if mkdir(path, 0o700) == 0 { return }
        }
        if errno == EEXIST { throw RuntimeError(.alreadyExists, "container with given ID already exists") }
        throw RuntimeError("state directory", SystemCallError("mkdir", path, errno: Errno(rawValue: errno)))
    }

    private func makeParents() throws(RuntimeError) {
        var directory = ""
        for component in path.split(separator: "/").dropLast() {
            directory += "/\(component)"
            mkdir(directory, 0o711)
        }
    }

    /// Complete, or as it was. It lives where a reboot clears it, so it is not forced to the disk.
    func write(_ value: StateRecord) throws(RuntimeError) {
        do {
            let file = try OwnedDescriptor.open("\(record).new", O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
            try file.write(PublishedState(record: value).json())
            try systemCall("rename", record) { rename("\(record).new", record) }
        } catch {
            throw RuntimeError("state of container \(id)", error)
        }
    }

    func read() throws(RuntimeError) -> StateRecord {
        do {
            let bytes = try SmallFile.bytes(record, limit: Self.maximumRecordSize)
            return try StateRecord(json: bytes)
        } catch let error as SystemCallError where error.errno == .noSuchFileOrDirectory {
            throw RuntimeError(.notFound, "container does not exist", cause: error)
        } catch {
            throw RuntimeError(.system, "state of container \(id): \(error)")
        }
    }

    /// Says which cgroups a creation is about to make, before there is a record: it may be killed meanwhile. A link
    /// holds the text, which is made in one call.
    func announce(_ cgroup: ContainerCgroup) throws(RuntimeError) {
        let text = cgroup.directories.joined(separator: "\n")
        guard !text.isEmpty else { return }
        try doing("state of container \(id)") { () throws(SystemCallError) in
            if symlink(text, announcement) == 0 { return }
            // Too long for a link.
            let file = try OwnedDescriptor.open(announcement, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            try file.write(text.utf8)
        }
    }

    /// The cgroups of a creation that was cut off.
    func announced() -> [String] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(announcement, &buffer, buffer.count)
        let text =
            count >= 0
            ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            : (try? SmallFile.read(announcement)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    private var announcement: String { "\(path)/cgroups" }

    /// Its few files are known, so nothing is searched; the record goes last but for what a start takes away.
    func remove() {
        for file in [filter, announcement, record] { unlink(file) }
        if rmdir(path) == 0 || errno == ENOENT { return }
        for file in [startSocket, "\(record).new"] { unlink(file) }
        NotifySocket.remove(in: self)
        rmdir(path)
    }
}
