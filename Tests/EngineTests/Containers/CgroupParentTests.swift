import Cgroups
import Glibc
import Testing

@testable import Engine

@Suite(.enabled(if: getuid() == 0)) struct CgroupParentTests {
    /// A cgroup of the test's own, made in each hierarchy that can be written.
    private func withParent(_ body: (() throws -> CgroupParent, [String]) throws -> Void) throws {
        try TemporaryDirectory.with { directory in
            let path = "/wherry-test-\(Identifier.random().prefix(12))"
            let hierarchies = try CgroupHierarchies.detect()
            let mountpoints = hierarchies.legacy.map(\.mountpoint) + (hierarchies.unified.map { [$0.mountpoint] } ?? [])
            let made = mountpoints.map { $0 + path }.filter { mkdir($0, 0o755) == 0 }
            try #require(!made.isEmpty)
            defer { for directory in made { rmdir(directory) } }
            try body({ try CgroupParent(path: path, lock: directory + "/lock") }, made)
        }
    }

    @Test func theLastEngineRemovesIt() throws {
        try withParent { engine, directories in
            let (first, second) = (try engine(), try engine())
            try first.leave()
            #expect(directories.allSatisfy { access($0, F_OK) == 0 })
            try second.leave()
            #expect(directories.allSatisfy { access($0, F_OK) != 0 })
            try engine().leave()
        }
    }

    @Test func itStaysWithTheContainersThatRun() throws {
        try withParent { engine, directories in
            let container = directories[0] + "/container"
            #expect(mkdir(container, 0o755) == 0)
            defer { rmdir(container) }
            try engine().leave()
            #expect(access(container, F_OK) == 0)
        }
    }
}
