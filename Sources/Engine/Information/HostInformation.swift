package import Cgroups
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The machine that an engine runs on. Blocking.
package struct HostInformation: Sendable {
    package let name: String
    package let kernel: String
    /// As uname(2) has it: `x86_64`.
    package let architecture: String
    /// `PRETTY_NAME` of os-release(5).
    package let operatingSystem: String
    package let operatingSystemVersion: String
    package let processors: Int
    /// In bytes.
    package let memory: Int64
    /// `1` or `2`: the version of the hierarchy that limits memory.
    package let cgroupVersion: String
    /// Whether containers' swap can be limited.
    package let limitsSwap: Bool

    /// - Parameter cgroups: `nil` where the machine has none.
    package init(cgroups: CgroupHierarchies? = try? .detect()) {
        var system = utsname()
        uname(&system)
        name = Self.text(&system.nodename)
        kernel = Self.text(&system.release)
        architecture = Self.text(&system.machine)
        let release = Self.osRelease()
        operatingSystem = release["PRETTY_NAME"] ?? "Linux"
        operatingSystemVersion = release["VERSION_ID"] ?? ""
        processors = Self.processorCount
        memory = Self.machineMemory
        limitsSwap = cgroups?.limitsSwap ?? false
        cgroupVersion = access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0 ? "2" : "1"
    }

    static var machineName: String {
        var system = utsname()
        uname(&system)
        return text(&system.nodename)
    }

    static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// In bytes.
    static var machineMemory: Int64 {
        Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func text<Tuple>(_ tuple: inout Tuple) -> String {
        withUnsafeBytes(of: &tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func osRelease() -> [String: String] {
        guard let bytes = try? AtomicFile.read("/etc/os-release", limit: 64 << 10) else { return [:] }
        var values: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let value = line[line.index(after: equals)...]
            values[String(line[..<equals])] = value.trimmingQuotes
        }
        return values
    }
}

extension Substring {
    fileprivate var trimmingQuotes: String {
        count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : String(self)
    }
}
