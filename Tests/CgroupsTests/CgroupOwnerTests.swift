import Glibc
import Linux
import SystemPackage
import Testing

@testable import Cgroups

struct CgroupOwnerTests {
    /// Whom which file was given to.
    private final class Gifts {
        var given: [String] = []
        var missing: Set<String> = []
        var refusal: Int32?

        func take(_ path: String, _ user: UInt32) throws(SystemCallError) {
            let failure = missing.contains(path) ? ENOENT : refusal
            if let failure { throw SystemCallError("chown", path, errno: .init(rawValue: failure)) }
            given.append("\(path) \(user)")
        }
    }

    private func owner(_ gifts: Gifts, list: String) -> CgroupOwner {
        CgroupOwner(user: 7, list: list) { path, user throws(SystemCallError) in try gifts.take(path, user) }
    }

    @Test func whatTheKernelListsIsGivenAway() throws {
        try FixtureDirectory.with(["delegate": "cgroup.procs\nmemory.oom.group\nmemory.reclaim\n"]) { directory in
            let gifts = Gifts()
            gifts.missing = ["/c/memory.oom.group"]
            try owner(gifts, list: "\(directory)/delegate").take("/c")
            #expect(gifts.given == ["/c 7", "/c/cgroup.procs 7", "/c/memory.reclaim 7"])
        }
    }

    @Test func anOlderKernelListsNothing() throws {
        let gifts = Gifts()
        try owner(gifts, list: "/no/such/list").take("/c")
        #expect(gifts.given == ["/c 7"] + ["procs", "subtree_control", "threads"].map { "/c/cgroup.\($0) 7" })
    }

    @Test func aRefusalIsAnError() throws {
        let gifts = Gifts()
        gifts.refusal = EPERM
        #expect(throws: SystemCallError.self) { try owner(gifts, list: "/no/such/list").take("/c") }
    }
}
