import OCI
import TestSupport
import Testing

@testable import OCIRuntime

struct ResctrlMountTests {
    private func refusal(_ text: String, by mount: ResctrlMount) throws -> String? {
        let settings: RuntimeSpec.IntelRdt = try decoded(text)
        do throws(RuntimeError) { try mount.check(settings) } catch { return error.message }
        return nil
    }

    @Test func withoutResctrlNothingIsServed() throws {
        let mount = ResctrlMount(root: "/no/such")
        let reason = "this machine has no resctrl mounted on /no/such"
        #expect(try refusal("{}", by: mount) == "linux.intelRdt: \(reason)")
        let cache = try refusal(#"{"l3CacheSchema": "L3:0=f", "memBwSchema": ""}"#, by: mount)
        #expect(cache == "linux.intelRdt.l3CacheSchema: \(reason)")
        #expect(try refusal(#"{"memBwSchema": "MB:0=5"}"#, by: mount) == "linux.intelRdt.memBwSchema: \(reason)")
    }

    @Test func aResourceThatIsNotSharedOutIsNamed() throws {
        try ResctrlFixture.with { resctrl in
            let both = #"{"l3CacheSchema": "L3:0=f", "memBwSchema": "MB:0=5"}"#
            #expect(try refusal(both, by: resctrl.mount) == nil)
            try ToolProcess.run(["rmdir", "\(resctrl.root)/info/MB"])
            let bandwidth = "linux.intelRdt.memBwSchema: this machine's resctrl does not share out memory bandwidth"
            #expect(try refusal(both, by: resctrl.mount) == bandwidth)
            // As it is where code and data have caches apart.
            try ToolProcess.run(["mv", "\(resctrl.root)/info/L3", "\(resctrl.root)/info/L3CODE"])
            let cache = #"{"l3CacheSchema": "L3CODE:0=f"}"#
            #expect(try refusal(cache, by: resctrl.mount) == nil)
            try ToolProcess.run(["rmdir", "\(resctrl.root)/info/L3CODE"])
            let none = "linux.intelRdt.l3CacheSchema: this machine's resctrl does not share out an L3 cache"
            #expect(try refusal(cache, by: resctrl.mount) == none)
        }
    }

    @Test(arguments: ["L3:0=f", #"MB:0=5\nL3:0=f"#])
    func bandwidthIsOneLineOfItsOwn(schema: String) throws {
        try ResctrlFixture.with { resctrl in
            let reason = try refusal("{\"memBwSchema\": \"\(schema)\"}", by: resctrl.mount)
            #expect(reason?.hasPrefix("linux.intelRdt.memBwSchema: '") == true, "\(reason ?? "")")
        }
    }
}
