import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The files of one cgroup's directory.
struct CgroupFiles: Sendable {
    let directory: String

    func path(_ file: String) -> String { "\(directory)/\(file)" }

    func text(_ file: String) -> String? { try? SmallFile.read(path(file)) }

    /// A file of one number; `nil` when it is absent, or says `max`.
    func number(_ file: String) -> UInt64? {
        text(file).flatMap { UInt64($0.prefix { !$0.isWhitespace }) }
    }

    /// A file of lines `key value`.
    func table(_ file: String) -> [String: UInt64] { Self.table(of: text(file) ?? "") }

    /// Reads it anew by a descriptor. A file of v2 wakes who polls it for `POLLPRI` when it is other than it was last
    /// read by the same descriptor, and at once while it never was: cgroup-v2.rst, "file modified event".
    static func table(rereading descriptor: Int32) throws(SystemCallError) -> [String: UInt64] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = try systemCall("pread", "file of a cgroup") { pread(descriptor, &bytes, bytes.count, 0) }
        return table(of: String(decoding: bytes[..<count], as: UTF8.self))
    }

    private static func table(of text: String) -> [String: UInt64] {
        var table: [String: UInt64] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 2, let value = UInt64(fields[1]) { table[String(fields[0])] = value }
        }
        return table
    }

    func exists(_ file: String) -> Bool { access(path(file), F_OK) == 0 }

    func write(_ value: String, to file: String) throws(SystemCallError) {
        try SmallFile.write(value, to: path(file))
    }

    /// Each by a write(2) of its own; a file that is written several times in a row is opened once.
    func write(_ settings: [CgroupSetting]) throws(CgroupError) {
        var file: OwnedDescriptor?
        var name = ""
        for setting in settings {
            if setting.isOptional, !exists(setting.file) { continue }
            do throws(SystemCallError) {
                if file.raw == nil || name != setting.file {
                    file = try OwnedDescriptor.open(path(setting.file), O_WRONLY)
                    name = setting.file
                }
                var value = setting.value
                try systemCall("write", "\(path(setting.file)) '\(setting.value)'") { [raw = file.raw ?? -1] in
                    value.withUTF8 { Glibc.write(raw, $0.baseAddress, $0.count) }
                }
            } catch {
                throw Self.failure(error, of: setting)
            }
        }
    }

    func write(_ setting: CgroupSetting) throws(CgroupError) { try write([setting]) }

    private static func failure(_ error: SystemCallError, of setting: CgroupSetting) -> CgroupError {
        guard error.errno == .noSuchFileOrDirectory else { return CgroupError(setting.member, error) }
        return CgroupError(
            .unsupported, "\(setting.member): this machine's cgroups have no \(setting.file)", cause: error)
    }
}
