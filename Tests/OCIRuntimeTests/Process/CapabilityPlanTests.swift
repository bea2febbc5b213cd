import Linux
import OCI
import Testing

@testable import OCIRuntime

struct CapabilityPlanTests {
    private let all = CapabilitySet(rawValue: .max)

    @Test func absentSetsAreEmpty() throws {
        for capabilities in [nil, RuntimeSpec.Capabilities()] {
            let plan = CapabilityPlan(capabilities, available: all)
            let sets = [plan.bounding, plan.effective, plan.inheritable, plan.permitted, plan.ambient]
            #expect(sets.allSatisfy { $0.isEmpty })
        }
    }

    @Test func eachSetIsItsOwn() throws {
        let plan = CapabilityPlan(
            .init(
                bounding: ["CAP_CHOWN", "CAP_KILL"], effective: ["CAP_KILL"], inheritable: ["CAP_MKNOD", "CAP_CHOWN"],
                permitted: ["CAP_CHOWN", "CAP_NET_RAW"], ambient: ["CAP_CHOWN", "CAP_NET_RAW", "CAP_MKNOD"]),
            available: all)
        #expect(plan.bounding.rawValue == 1 << 0 | 1 << 5)
        #expect(plan.effective.rawValue == 1 << 5)
        #expect(plan.inheritable.rawValue == 1 << 27 | 1 << 0)
        #expect(plan.permitted.rawValue == 1 << 0 | 1 << 13)
        // Only what is permitted and inheritable can be ambient.
        #expect(plan.ambient.rawValue == 1 << 0)
    }

    @Test func whatTheMachineLacksIsLeftOut() throws {
        let names = ["CAP_CHOWN", "CAP_SYS_RESOURCE"]
        let available = all.subtracting(CapabilitySet(rawValue: 1 << 24))
        let plan = CapabilityPlan(.init(bounding: names, permitted: names), available: available)
        #expect(plan.bounding.rawValue == 1)
        #expect(plan.permitted.rawValue == 1)
    }

    /// runtime-spec, `config.md`, "Linux Process": it is warned of, and no failure.
    @Test func whatIsLeftOutIsTold() {
        let available = all.subtracting(CapabilitySet(rawValue: 1 << 24))
        let sets = RuntimeSpec.Capabilities(
            bounding: ["CAP_FLY", "CAP_CHOWN"], effective: ["CAP_SYS_RESOURCE"], inheritable: ["CAP_FLY"],
            ambient: ["chown"])
        #expect(
            CapabilityPlan.unavailable(sets, available: available) == ["CAP_FLY", "CAP_SYS_RESOURCE", "chown"])
        #expect(CapabilityPlan.unavailable(nil, available: available) == [])
        #expect(CapabilityPlan(sets, available: available).bounding.rawValue == 1)
    }

    @Test func anExecAddsToWhatAProgramKeeps() {
        var process = RuntimeSpec.Process(args: ["sh"])
        process.addCapabilities([])
        #expect(process.capabilities == nil)
        process.capabilities = .init(bounding: ["CAP_KILL"], inheritable: ["CAP_CHOWN"])
        process.addCapabilities(["CAP_MKNOD"])
        #expect(
            process.capabilities
                == .init(
                    bounding: ["CAP_KILL", "CAP_MKNOD"], effective: ["CAP_MKNOD"], inheritable: ["CAP_CHOWN"],
                    permitted: ["CAP_MKNOD"]))
    }
}
