import Glibc
import Linux
import TestSupport
import Testing

@testable import Cgroups

/// An ordinary directory stands for a hierarchy.
struct CgroupDirectoryTests {
    @Test func oneThatIsGoneHoldsNothing() throws {
        #expect(try CgroupDirectory.children(of: "/no/such/cgroup") == [])
        #expect(try ContainerCgroup.processes(in: "/no/such/cgroup") == [])
        // One whose list cannot be read is not empty.
        #expect(throws: CgroupError.self) { try ContainerCgroup.processes(in: "/proc/self/environ") }
        try CgroupDirectory.remove("/no/such/cgroup")
    }

    @Test func oneThatCannotBeReadIsNotTakenForEmpty() throws {
        #expect(throws: SystemCallError.self) { try CgroupDirectory.children(of: "/etc/passwd") }
    }

    @Test func processesOfAllThatIsBeneathAreFound() throws {
        try TemporaryDirectory.with { directory in
            for (path, text) in [("", "1\n2\n"), ("/a", "3\n"), ("/a/b", "4\n")] {
                mkdir(directory + path, 0o700)
                let file = try OwnedDescriptor.open("\(directory)\(path)/cgroup.procs", O_WRONLY | O_CREAT, mode: 0o600)
                try file.write(text.utf8)
            }
            #expect(try ContainerCgroup.processes(in: directory).sorted() == [1, 2, 3, 4])
        }
    }
}
