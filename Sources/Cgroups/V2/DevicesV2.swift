import Linux
import OCI

#if canImport(Glibc)
import Glibc
#endif

/// Attaches rules about devices to a cgroup of v2.
enum DevicesV2 {
    /// Replaces the rules that the cgroup had: the new program is attached before the old are taken away.
    static func apply(_ rules: [RuntimeSpec.DeviceRule], to directory: String) throws(CgroupError) {
        let program = DeviceProgram(try DeviceAccess.complete(rules))
        do {
            let cgroup = try OwnedDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
            let old = DeviceProgramDescriptor.attached(to: cgroup.raw)
            let new = try DeviceProgramDescriptor.load(program.instructions)
            try DeviceProgramDescriptor.attach(new.raw, to: cgroup.raw)
            for id in old { try DeviceProgramDescriptor.detach(id, from: cgroup.raw) }
        } catch {
            throw CgroupError("linux.resources.devices", error)
        }
    }
}
