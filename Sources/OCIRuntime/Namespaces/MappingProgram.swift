import Linux
import OCI

#if canImport(Glibc)
import Glibc
#endif

/// newuidmap(1) and newgidmap(1), which map ids that subuid(5) and subgid(5) give to a user.
enum MappingProgram {
    static func run(
        _ name: String, _ pid: Int32, _ mappings: [RuntimeSpec.IDMapping], _ member: String
    ) throws(RuntimeError) {
        let directories = ["/usr/bin", "/bin", "/usr/local/bin"]
        guard let path = directories.map({ "\($0)/\(name)" as String }).first(where: { access($0, X_OK) == 0 }) else {
            throw .invalid(member, "more than one's own id needs the program \(name), which is not installed")
        }
        let numbers = mappings.flatMap { ["\($0.containerID)", "\($0.hostID)", "\($0.size)"] }
        let hook = RuntimeSpec.Hook(path: path, args: [name, "\(pid)"] + numbers, timeout: 60)
        try HookRunner.run(hook, member)
    }
}
