package import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The way into the hierarchies of v1, for a process of one thread that moves itself.
///
/// Whoever moves another process, or a process with all its threads, has to wait until every processor has passed a
/// point of rest, 5 to 20 ms: the writer's side of `cgroup_threadgroup_rwsem` (`kernel/cgroup/cgroup.c`,
/// `cgroup_procs_write_start`). A thread that moves itself alone, by a 0 to the file `tasks`, waits for nobody.
package struct CgroupEntrance: ~Copyable {
    private var files = DescriptorList()

    /// That of a process which stays where it is.
    package init() {}

    /// - Parameter directories: of cgroups that are there.
    init(_ directories: [String]) throws(SystemCallError) {
        for directory in directories { files.append(try .open("\(directory)/tasks", O_WRONLY)) }
    }

    /// Moves the calling thread, the only one of its process.
    package borrowing func enter() throws(SystemCallError) {
        for index in 0..<files.count {
            let file = files[index]
            try systemCall("write", "tasks") { write(file, "0", 1) }
        }
    }
}
