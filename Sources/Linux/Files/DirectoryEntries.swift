import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What a directory holds but `.` and `..`, in no order: readdir(3).
package struct DirectoryEntries: ~Copyable {
    package struct Entry {
        /// Good until the next entry is read. It is bytes: a container may name a file by any but a slash and NUL, and
        /// what became a string may not lead back to it.
        package let name: UnsafePointer<CChar>
        /// `DT_DIR` and others; `DT_UNKNOWN` where the filesystem does not say.
        package let type: UInt8
    }

    private let stream: OpaquePointer

    /// - Parameter directory: open for reading; its position is used.
    package init(_ directory: consuming OwnedDescriptor) throws(SystemCallError) {
        let raw = directory.release()
        guard let stream = fdopendir(raw) else {
            let failure = SystemCallError("fdopendir", errno: Errno(rawValue: errno))
            close(raw)
            throw failure
        }
        self.stream = stream
    }

    deinit {
        closedir(stream)
    }

    /// The directory's own descriptor.
    package var raw: Int32 { dirfd(stream) }

    package mutating func next() throws(SystemCallError) -> Entry? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno == 0 { return nil }
                throw SystemCallError("readdir", errno: Errno(rawValue: errno))
            }
            let name = withUnsafeMutablePointer(to: &entry.pointee.d_name) {
                UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)
            }
            if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { return Entry(name: name, type: entry.pointee.d_type) }
        }
    }

    /// The names in a directory whose names no container gives.
    ///
    /// - Parameter type: of those that are wanted, such as `DT_DIR`, where the filesystem tells types; `nil` is all.
    package static func names(in path: String, ofType type: Int? = nil) throws(SystemCallError) -> [String] {
        var entries = try DirectoryEntries(.open(path, O_RDONLY | O_DIRECTORY))
        var names: [String] = []
        while let entry = try entries.next() {
            if type == nil || type == Int(entry.type) { names.append(String(cString: entry.name)) }
        }
        return names
    }
}
