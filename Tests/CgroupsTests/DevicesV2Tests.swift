import Glibc
import Linux
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Cgroups

/// Programs about devices in a cgroup of the v2 hierarchy, which is there beside those of v1 too.
@Suite(.enabled(if: geteuid() == 0 && UnifiedCgroup.mountpoint != nil))
struct DevicesV2Tests {
    private typealias Rule = RuntimeSpec.DeviceRule

    /// Whether a process in the cgroup can open a standard device and two ways one that is none.
    private func opens(_ cgroup: String) throws -> [Bool] {
        try [": </dev/zero", ": </dev/kmsg", ": >/dev/kmsg"].map { command in
            do {
                try ToolProcess.run(["sh", "-c", "echo $$ >\(cgroup)/cgroup.procs && { \(command); } 2>/dev/null"])
                return true
            } catch is ToolProcess.Failure {
                return false
            }
        }
    }

    @Test(.enabled(if: access("/dev/kmsg", R_OK | W_OK) == 0))
    func rulesHoldAndAreReplaced() throws {
        try UnifiedCgroup.with { cgroup in
            #expect(try opens(cgroup) == [true, true, true])
            // The standard devices are allowed whatever the rules are.
            let nothing = Rule(allow: false, access: "rwm")
            try DevicesV2.apply([nothing], to: cgroup)
            #expect(try opens(cgroup) == [true, false, false])
            try DevicesV2.apply(
                [nothing, Rule(allow: true, type: "c", major: 1, minor: 11, access: "r")], to: cgroup)
            #expect(try opens(cgroup) == [true, true, false])
            try DevicesV2.apply([nothing], to: cgroup)
            #expect(try opens(cgroup) == [true, false, false])
            let directory = try OwnedDescriptor.open(cgroup, O_RDONLY | O_DIRECTORY)
            #expect(DeviceProgramDescriptor.attached(to: directory.raw).count == 1)
        }
    }
}

/// A cgroup of a test's own.
enum UnifiedCgroup {
    static let mountpoint = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].first {
        access("\($0)/cgroup.controllers", F_OK) == 0
    }

    static func with(_ body: (String) throws -> Void) throws {
        let path = "\(mountpoint ?? "")/wherry-test-\(getpid())"
        try systemCall("mkdir", path) { mkdir(path, 0o755) }
        defer { rmdir(path) }
        try body(path)
    }
}
