import Cgroups
import Glibc
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

/// `update` of a container's shares, as far as its record and resctrl go.
struct ShareUpdateTests {
    private let shares: RuntimeSpec.IntelRdt

    init() throws {
        shares = try decoded(#"{"l3CacheSchema": "L3:0=3", "memBwSchema": "MB:0=20"}"#)
    }

    private func withContainer(
        _ body: (ResctrlFixture, ContainerRuntime, StateDirectory, StateRecord) throws -> Void
    ) throws {
        try ResctrlFixture.with { resctrl in
            try TemporaryDirectory.with { root in
                let directory = try StateDirectory(root: root, id: "c")
                try directory.make()
                var record = StateRecord()
                record.id = "c"
                record.pid = getpid()
                try directory.write(record)
                try body(resctrl, ContainerRuntime(stateRoot: root), directory, record)
            }
        }
    }

    @Test func aContainerWithoutAGroupGetsOne() throws {
        try withContainer { resctrl, runtime, directory, record in
            try runtime.update(shares, record, directory, in: resctrl.mount)
            #expect(resctrl.writes.prefix(2) == ["L3:0=3 > c/schemata", "MB:0=20 > c/schemata"])
            #expect(resctrl.writes.contains("\(getpid()) > c/tasks"))
            #expect(try directory.read().resourceControl?.groups == ["\(resctrl.root)/c"])
            #expect(try directory.read().resourceControl?.made == ["\(resctrl.root)/c"])
        }
    }

    @Test func theSharesOfItsGroupChange() throws {
        try withContainer { resctrl, runtime, directory, record in
            try resctrl.makeGroup("class")
            var record = record
            record.resourceControl = try ResourceControl(
                decoded(#"{"closID": "class"}"#), container: "c", in: resctrl.mount)
            try runtime.update(shares, record, directory, in: resctrl.mount)
            #expect(resctrl.writes == ["L3:0=3 > class/schemata", "MB:0=20 > class/schemata"])
        }
    }

    @Test func aGroupThatCannotBeEnteredGoesAgain() throws {
        try withContainer { resctrl, runtime, directory, record in
            resctrl.refusal = ("tasks", EPERM)
            #expect(throws: RuntimeError.self) {
                try runtime.update(shares, record, directory, in: resctrl.mount)
            }
            #expect(resctrl.removed == ["c"])
            let record = try directory.read()
            #expect(record.resourceControl == nil)
        }
    }

    @Test func whatTheMachineLacksChangesNothing() throws {
        try withContainer { resctrl, runtime, directory, record in
            try ToolProcess.run(["rmdir", "\(resctrl.root)/info/MB"])
            #expect(throws: RuntimeError.self) {
                try runtime.update(shares, record, directory, in: resctrl.mount)
            }
            #expect(!resctrl.exists("c"))
        }
    }
}
