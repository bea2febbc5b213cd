import Linux
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

/// On a directory that looks like resctrl: groups whose files are there already.
struct ResourceControlTests {
    private func withGroup(_ name: String, _ body: (String) throws -> Void) throws {
        try TemporaryDirectory.with { root in
            try ToolProcess.run(["mkdir", "-p", "\(root)/\(name)/mon_groups/c"])
            for file in ["schemata", "tasks", "mon_groups/c/tasks"] {
                try ToolProcess.run(["touch", "\(root)/\(name)/\(file)"])
            }
            try body(root)
        }
    }

    @Test func aProcessIsPlacedInItsGroups() throws {
        try withGroup("class") { root in
            let settings: RuntimeSpec.IntelRdt = try decoded(
                #"{"closID": "class", "l3CacheSchema": "L3:0=f", "enableMonitoring": true}"#)
            _ = try ResourceControl(settings, container: "c", pid: 42, root: root)
            #expect(try SmallFile.read("\(root)/class/schemata") == "L3:0=f\n")
            #expect(try SmallFile.read("\(root)/class/tasks") == "42")
            #expect(try SmallFile.read("\(root)/class/mon_groups/c/tasks") == "42")
        }
    }

    @Test func aGroupOfAnothersMustBeThere() throws {
        try withGroup("class") { root in
            let other: RuntimeSpec.IntelRdt = try decoded(#"{"closID": "other"}"#)
            let reason = "there is no group '\(root)/other', and no schema to make it by"
            #expect(throws: RuntimeError(.invalidConfiguration, "linux.intelRdt.closID: \(reason)")) {
                try ResourceControl(other, container: "c", pid: 42, root: root)
            }
            let climbing: RuntimeSpec.IntelRdt = try decoded(#"{"closID": "../class"}"#)
            #expect(throws: RuntimeError.self) {
                try ResourceControl(climbing, container: "c", pid: 42, root: root)
            }
        }
    }

    /// A group that was made for a container that cannot be placed in it goes again.
    @Test func whatWasMadeIsRemoved() throws {
        try withGroup("class") { root in
            let settings: RuntimeSpec.IntelRdt = try decoded(#"{"memBwSchema": "MB:0=50"}"#)
            #expect(throws: RuntimeError.self) {
                try ResourceControl(settings, container: "new", pid: 42, root: root)
            }
            #expect((try? FileStatus(of: "\(root)/new")) == nil)
        }
    }
}
