import FoundationEssentials
import Glibc
import Linux
import TestSupport

extension Bundle {
    /// The container's directories in all hierarchies of cgroups that are there. Where one is not mounted, its mount
    /// point may still be, and crun makes a directory in it.
    func cgroups() throws -> [String] {
        let top = "/sys/fs/cgroup"
        let hierarchies = try FileManager.default.contentsOfDirectory(atPath: top).map { "\(top)/\($0)" } + [top]
        return hierarchies.filter { access("\($0)/cgroup.procs", F_OK) == 0 }.map { "\($0)/\(id)" }.filter {
            access($0, F_OK) == 0
        }
    }

    func removeCgroups() throws {
        for directory in try cgroups() { try ToolProcess.run(["find", directory, "-depth", "-type", "d", "-delete"]) }
    }

    /// A file of the container's cgroup in whichever hierarchy has it, without white space.
    func cgroupFile(_ name: String) throws -> String? {
        for directory in try cgroups() {
            if let text = try? SmallFile.read("\(directory)/\(name)") { return text.filter { !$0.isWhitespace } }
        }
        return nil
    }

    /// A limit by its file's name and its value, in the version of cgroups that this machine has.
    ///
    /// - Returns: whether it is kept.
    func keeps(v1: (file: String, value: String), v2: (file: String, value: String)) throws -> Bool {
        let (file, value) = UnifiedHierarchy.isAlone ? v2 : v1
        return try cgroupFile(file) == value
    }
}
