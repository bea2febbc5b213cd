import Linux
import OCI
import SystemPackage

/// A controller is there for a cgroup of v2 when all of its ancestors pass it on: cgroup-v2.rst, "Enabling and
/// Disabling".
enum Delegation {
    private static let list = "cgroup.subtree_control"

    /// Passes `controllers` on, from the root of the hierarchy down. One that an ancestor may not pass on, or cannot
    /// because it holds processes itself, is done without unless `resources` asks for it.
    ///
    /// - Returns: those that the cgroup has.
    static func pass(
        _ controllers: [String], along path: String, below mountpoint: String, for resources: RuntimeSpec.Resources
    ) throws(CgroupError) -> [String] {
        var (left, directory) = (controllers, mountpoint)
        for component in path.split(separator: "/") {
            left = try pass(left, CgroupFiles(directory: directory), resources)
            directory += "/\(component)"
        }
        return left
    }

    private static func pass(
        _ controllers: [String], _ files: CgroupFiles, _ resources: RuntimeSpec.Resources
    ) throws(CgroupError) -> [String] {
        let passed = Set(files.text(list)?.split(whereSeparator: \.isWhitespace) ?? [])
        let missing = controllers.filter { !passed.contains(Substring($0)) }
        if missing.isEmpty { return controllers }
        let isBusy = holdsProcesses(files)
        if !isBusy, enable(missing, files) == nil { return controllers }
        // All or none of a write takes effect: one after the other tells which cannot be.
        var kept = controllers
        for name in missing {
            let busy = isBusy ? SystemCallError("write", files.path(list), errno: .resourceBusy) : nil
            guard let obstacle = busy ?? enable([name], files) else { continue }
            if let setting = try Controllers.unified[name]?.settings(for: resources).first {
                throw error(obstacle, setting.member, name, files)
            }
            kept.removeAll { $0 == name }
        }
        return kept
    }

    /// Some controllers can be passed on from such a cgroup all the same, but only threads then go beneath it, no
    /// processes: "Threads" of cgroup-v2.rst. The root of the hierarchy, which has no type, is free of this.
    private static func holdsProcesses(_ files: CgroupFiles) -> Bool {
        files.exists("cgroup.type") && files.text("cgroup.procs")?.isEmpty == false
    }

    private static func enable(_ controllers: [String], _ files: CgroupFiles) -> SystemCallError? {
        let value = controllers.map { "+\($0)" }.joined(separator: " ")
        do { try files.write(value, to: list) } catch { return error }
        return nil
    }

    private static func error(
        _ obstacle: SystemCallError, _ member: String, _ controller: String, _ files: CgroupFiles
    ) -> CgroupError {
        let problem = "\(member): cgroup \(files.directory)"
        return switch obstacle.errno {
        case .resourceBusy:
            CgroupError(
                .unsupported,
                "\(problem) holds processes, so none beneath it can have limits: choose another cgroup parent",
                cause: obstacle)
        case .noSuchFileOrDirectory:
            CgroupError(.unsupported, "\(problem) was not given the controller '\(controller)'", cause: obstacle)
        default: CgroupError(problem, obstacle)
        }
    }
}
