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
    func table(_ file: String) -> [String: UInt64] {
        var table: [String: UInt64] = [:]
        for line in text(file)?.split(separator: "\n") ?? [] {
            let fields = line.split(separator: " ")
            if fields.count == 2, let value = UInt64(fields[1]) { table[String(fields[0])] = value }
        }
        return table
    }

    func exists(_ file: String) -> Bool { access(path(file), F_OK) == 0 }

    func write(_ value: String, to file: String) throws(SystemCallError) {
        try SmallFile.write(value, to: path(file))
    }

    func write(_ setting: CgroupSetting) throws(CgroupError) {
        do { try write(setting.value, to: setting.file) } catch  where error.errno == .noSuchFileOrDirectory {
            throw CgroupError(
                .unsupported, "\(setting.member): this machine's cgroups have no \(setting.file)", cause: error)
        } catch {
            throw CgroupError(setting.member, error)
        }
    }

    /// The processes of this very cgroup.
    func processes() -> [Int32] {
        text("cgroup.procs")?.split(separator: "\n").compactMap { Int32($0) } ?? []
    }
}
