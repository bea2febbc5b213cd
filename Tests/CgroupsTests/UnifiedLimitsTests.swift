import Glibc
import Linux
import OCI
import TestSupport
import Testing

@testable import Cgroups

/// A directory that looks like the v2 hierarchy: files keep what was last written to them.
struct UnifiedLimitsTests {
    private func with(controllers: String, files: [String], _ body: (String) throws -> Void) throws {
        try TemporaryDirectory.with { root in
            for directory in [root, "\(root)/a", "\(root)/a/b"] {
                mkdir(directory, 0o755)
                for file in ["cgroup.controllers", "cgroup.subtree_control"] + files {
                    _ = try OwnedDescriptor.open("\(directory)/\(file)", O_WRONLY | O_CREAT, mode: 0o600)
                }
            }
            try SmallFile.write(controllers, to: "\(root)/cgroup.controllers")
            try SmallFile.write("cpu ", to: "\(root)/cgroup.subtree_control")
            try body(root)
        }
    }

    private let files = ["memory.max", "memory.swap.max", "cpu.weight", "pids.max", "memory.high"]

    @Test func controllersArePassedOnAndLimitsWritten() throws {
        try with(controllers: "cpuset cpu io memory hugetlb pids rdma misc\n", files: files) { root in
            let resources = try RuntimeSpec.Resources(
                text: """
                    {"memory": {"limit": 2097152, "swap": 4194304}, "cpu": {"shares": 1024}, "pids": {"limit": 9},
                     "unified": {"memory.high": "1000000"}}
                    """)
            try UnifiedLimits.create("/a/b", below: root, resources)
            // What is passed on already is not asked for again; `misc` is none of ours.
            let missing = "+cpuset +hugetlb +io +memory +pids +rdma"
            #expect(try SmallFile.read("\(root)/cgroup.subtree_control") == missing)
            #expect(try SmallFile.read("\(root)/a/cgroup.subtree_control") == "+cpu \(missing)".sortedWords)
            #expect(try SmallFile.read("\(root)/a/b/cgroup.subtree_control") == "")
            let values = try files.map { try SmallFile.read("\(root)/a/b/\($0)") }
            #expect(values == ["2097152", "2097152", "39", "9", "1000000"])
            #expect(try SmallFile.read("\(root)/a/memory.max") == "")
        }
    }

    @Test func aLimitWithoutItsControllerChangesNothing() throws {
        try with(controllers: "cpu memory", files: files) { root in
            let resources = try RuntimeSpec.Resources(text: #"{"memory": {"limit": 2097152}, "pids": {"limit": 9}}"#)
            let message = "linux.resources.pids.limit: this machine has no cgroup controller 'pids'"
            #expect(throws: CgroupError(.unsupported, message)) {
                try UnifiedLimits.create("/a/b", below: root, resources)
            }
            #expect(try SmallFile.read("\(root)/a/b/memory.max") == "")
        }
    }

    /// A user may have been given a part of the controllers only.
    @Test func whatCannotBePassedOnIsDoneWithoutUnlessItIsAskedFor() throws {
        try with(controllers: "cpu pids", files: files) { root in
            unlink("\(root)/a/cgroup.subtree_control")
            try UnifiedLimits.create("/a/b", below: root, RuntimeSpec.Resources())
            #expect(try SmallFile.read("\(root)/cgroup.subtree_control") == "+pids")
            let error = #expect(throws: CgroupError.self) {
                try UnifiedLimits.create("/a/b", below: root, .init(pids: .init(limit: 9)))
            }
            let message = "linux.resources.pids.limit: cgroup \(root)/a was not given the controller 'pids'"
            #expect(error?.message == message)
            #expect(try SmallFile.read("\(root)/a/b/pids.max") == "")
        }
    }

    @Test(arguments: [
        ("no.such.file", "linux.resources.unified: this machine's cgroups have no no.such.file"),
        ("../memory.max", "linux.resources.unified: '../memory.max' is no file of a cgroup"),
    ])
    func filesThatAreNoneAreRefused(file: String, message: String) throws {
        try with(controllers: "memory", files: files) { root in
            let resources = try RuntimeSpec.Resources(text: "{\"unified\": {\"\(file)\": \"1\"}}")
            let error = #expect(throws: CgroupError.self) { try UnifiedLimits.create("/a/b", below: root, resources) }
            #expect(error?.message == message)
        }
    }
}

extension String {
    fileprivate var sortedWords: String { split(separator: " ").sorted().joined(separator: " ") }
}
