import Linux
import OCI

/// cpusets.rst, by cgroup v1.
enum CPUSetV1: CgroupController {
    static let name = "cpuset"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        var settings: [CgroupSetting] = []
        if let cpus = resources.cpu?.cpus, !cpus.isEmpty {
            settings.append(CgroupSetting("cpuset.cpus", cpus, "linux.resources.cpu.cpus"))
        }
        if let mems = resources.cpu?.mems, !mems.isEmpty {
            settings.append(CgroupSetting("cpuset.mems", mems, "linux.resources.cpu.mems"))
        }
        return settings
    }

    /// A new cpuset is empty and takes no process: it begins as its parent.
    static func inherit(_ directory: String) throws(CgroupError) {
        let parent = directory.prefix(upTo: directory.lastIndex(of: "/") ?? directory.endIndex)
        for file in ["cpuset.cpus", "cpuset.mems"] {
            do {
                try SmallFile.write(try SmallFile.read("\(parent)/\(file)"), to: "\(directory)/\(file)")
            } catch {
                throw CgroupError("cgroup \(directory)", error)
            }
        }
    }
}
