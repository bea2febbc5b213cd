import Crypto
import Glibc

/// What a tree looks like to a program in it: one line for each file, comparable.
package enum TreeSummary {
    /// - Parameter times: whether to tell modification times, of everything but the root.
    package static func lines(_ root: String, times: Bool = true) throws -> [String] {
        var firstNames: [ino_t: String] = [:]
        return try names(root, "").map { try line(root, $0, times, &firstNames) }
    }

    private static func names(_ root: String, _ directory: String) throws -> [String] {
        guard let stream = opendir(root + directory) else {
            throw ToolProcess.Failure(description: "opendir \(directory)")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(directory + "/" + name) }
        }
        return try names.sorted().flatMap { name in
            var status = stat()
            guard lstat(root + name, &status) == 0 else { throw ToolProcess.Failure(description: "lstat \(name)") }
            return [name] + (status.st_mode & S_IFMT == S_IFDIR ? try Self.names(root, name) : [])
        }
    }

    private static func line(
        _ root: String, _ name: String, _ times: Bool, _ firstNames: inout [ino_t: String]
    ) throws -> String {
        var status = stat()
        guard lstat(root + name, &status) == 0 else { throw ToolProcess.Failure(description: "lstat \(name)") }
        let mode = String(status.st_mode, radix: 8)
        var line = "\(name) \(mode) \(status.st_uid):\(status.st_gid)"
        if times { line += " \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)" }
        let type = status.st_mode & S_IFMT
        if type == S_IFREG { line += " \(status.st_size) \(try checksum(root + name))" }
        if type == S_IFLNK { line += " -> \(try target(root + name))" }
        if type == S_IFCHR || type == S_IFBLK { line += " device \(status.st_rdev)" }
        if type != S_IFDIR, status.st_nlink > 1 {
            let first = firstNames[status.st_ino] ?? name
            firstNames[status.st_ino] = first
            line += " = \(first)"
        }
        return line + (try attributes(root + name))
    }

    private static func checksum(_ path: String) throws -> String {
        let file = open(path, O_RDONLY | O_NOFOLLOW)
        guard file >= 0 else { throw ToolProcess.Failure(description: "open \(path)") }
        defer { close(file) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let length = read(file, &buffer, buffer.count), length > 0 { hash.update(data: buffer[..<length]) }
        return hash.finalize().prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    }

    private static func target(_ path: String) throws -> String {
        var text = [CChar](repeating: 0, count: 4096)
        let length = readlink(path, &text, text.count)
        guard length >= 0 else { throw ToolProcess.Failure(description: "readlink \(path)") }
        return String(decoding: text.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func attributes(_ path: String) throws -> String {
        try ExtendedAttributeFixture.all(path).map { " \($0.name)=\($0.value)" }.joined()
    }
}
