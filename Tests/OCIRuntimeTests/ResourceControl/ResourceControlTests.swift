import Glibc
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

struct ResourceControlTests {
    private func settings(_ text: String) throws -> RuntimeSpec.IntelRdt { try decoded(text) }

    @Test func aContainerGetsAGroupOfItsOwn() throws {
        try ResctrlFixture.with { resctrl in
            let settings = try settings(
                #"{"l3CacheSchema": "L3:0=f\nMB:0=1", "memBwSchema": "MB:0=50", "schemata": ["L2:0=1"]}"#)
            let control = try ResourceControl(settings, container: "c", in: resctrl.mount)
            try control.place(42, in: resctrl.mount)
            // Bandwidth that is given twice is given by its own member, and other schemata come last.
            #expect(
                resctrl.writes == [
                    "L3:0=f > c/schemata", "MB:0=50 > c/schemata", "L2:0=1 > c/schemata", "42 > c/tasks",
                ])
            control.remove(from: resctrl.mount)
            #expect(resctrl.removed == ["c"])
        }
    }

    @Test func aContainerIsMeasured() throws {
        try ResctrlFixture.with { resctrl in
            try resctrl.makeGroup("class")
            let control = try ResourceControl(
                settings(#"{"closID": "class", "enableMonitoring": true}"#), container: "c", in: resctrl.mount)
            try control.place(42, in: resctrl.mount)
            #expect(resctrl.writes == ["42 > class/tasks", "42 > class/mon_groups/c/tasks"])
            control.remove(from: resctrl.mount)
            #expect(resctrl.removed == ["class/mon_groups/c"])
            #expect(resctrl.exists("class"))
        }
    }

    @Test func aGroupOfAnothersMustBeThere() throws {
        try ResctrlFixture.with { resctrl in
            let reason = "there is no group '\(resctrl.root)/other', and no schema to make it by"
            #expect(throws: RuntimeError(.invalidConfiguration, "linux.intelRdt.closID: \(reason)")) {
                try ResourceControl(settings(#"{"closID": "other"}"#), container: "c", in: resctrl.mount)
            }
            let climbing = "linux.intelRdt.closID: '../class' is no name of a group"
            #expect(throws: RuntimeError(.invalidConfiguration, climbing)) {
                try ResourceControl(settings(#"{"closID": "../class"}"#), container: "c", in: resctrl.mount)
            }
            #expect(resctrl.writes == [])
        }
    }

    /// Its shares are others' too.
    @Test func theSharesOfAGroupOfAnothersStay() throws {
        try ResctrlFixture.with { resctrl in
            try resctrl.makeGroup("class", schemata: "    MB:0= 50;1=100\n    L3:0=00f;1=0ff\n")
            for same in [#""l3CacheSchema": "L3:0=f;1=FF", "memBwSchema": "MB:0=50""#, #""memBwSchema": "MB:1=100""#] {
                _ = try ResourceControl(settings("{\"closID\": \"class\", \(same)}"), container: "c", in: resctrl.mount)
            }
            #expect(resctrl.writes == [])
            let other = #expect(throws: RuntimeError.self) {
                try ResourceControl(
                    settings(#"{"closID": "class", "l3CacheSchema": "L3:0=ff"}"#), container: "c", in: resctrl.mount)
            }
            let reason = "group '\(resctrl.root)/class' has other shares than 'L3:0=ff'"
            #expect(other?.message == "linux.intelRdt.closID: \(reason)")
        }
    }

    @Test func whatWasMadeIsRemovedWhenAShareIsRefused() throws {
        try ResctrlFixture.with { resctrl in
            try resctrl.write("Invalid bandwidth value 500\n", "info/last_cmd_status")
            resctrl.refusal = ("schemata", EINVAL)
            let error = #expect(throws: RuntimeError.self) {
                try ResourceControl(settings(#"{"memBwSchema": "MB:0=500"}"#), container: "c", in: resctrl.mount)
            }
            #expect(error?.message.hasPrefix("linux.intelRdt: schema 'MB:0=500': write") == true)
            #expect(error?.message.hasSuffix(": Invalid bandwidth value 500") == true)
            #expect(resctrl.removed == ["c"])
        }
    }

    /// Each thread has a group of its own to the kernel: this process has several.
    @Test func processesThatRunArePlacedByTheirThreads() throws {
        try ResctrlFixture.with { resctrl in
            let control = try ResourceControl(
                settings(#"{"memBwSchema": "MB:0=50"}"#), container: "c", in: resctrl.mount)
            var passes = 0
            let late: Int32 = 1
            try control.place(
                all: {
                    passes += 1
                    return passes == 1 ? [getpid(), .max] : [getpid(), .max, late]
                }, in: resctrl.mount)
            #expect(resctrl.writes.contains("\(getpid()) > c/tasks"))
            #expect(resctrl.writes.contains("\(late) > c/tasks"))
            #expect(resctrl.writes.contains { $0 != "\(getpid()) > c/tasks" && $0.hasSuffix("> c/tasks") })
            #expect(Set(resctrl.writes).count == resctrl.writes.count)
        }
    }

    /// A process may end before it is placed.
    @Test func aThreadThatIsGoneIsPassedOver() throws {
        try ResctrlFixture.with { resctrl in
            let control = try ResourceControl(settings("{}"), container: "c", in: resctrl.mount)
            resctrl.refusal = ("tasks", ESRCH)
            try control.place(all: { [getpid()] }, in: resctrl.mount)
            resctrl.refusal = ("tasks", EPERM)
            #expect(throws: RuntimeError.self) { try control.place(all: { [getpid()] }, in: resctrl.mount) }
        }
    }
}
