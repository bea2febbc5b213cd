import Glibc
import JSON
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

/// `intel_rdt` of `events`.
struct ShareStatisticsTests {
    private func withContainer(_ settings: String, _ body: (ResctrlFixture, ResourceControl) throws -> Void) throws {
        try ResctrlFixture.with { resctrl in
            for (file, text) in [
                ("L3/cbm_mask", "fffff"), ("L3/min_cbm_bits", "2"), ("L3/num_closids", "16"), ("MB/num_closids", "8"),
                ("MB/bandwidth_gran", "10"), ("MB/delay_linear", "1"), ("MB/min_bandwidth", "10"),
            ] { try resctrl.write("\(text)\n", "info/\(file)") }
            try body(resctrl, try ResourceControl(decoded(settings), container: "c", in: resctrl.mount))
        }
    }

    private func text(_ control: ResourceControl, _ resctrl: ResctrlFixture) -> String {
        String(decoding: ShareStatistics(control, in: resctrl.mount).json(), as: UTF8.self)
    }

    private let machine = (
        cache: #""l3_cache_info":{"cbm_mask":"fffff","min_cbm_bits":2,"num_closids":16},"#
            + #""l3_cache_schema_root":"L3:0=0ff;1=0ff","#,
        bandwidth: #""mem_bw_info":{"bandwidth_gran":10,"delay_linear":1,"min_bandwidth":10,"num_closids":8},"#
            + #""mem_bw_schema_root":"MB:0=100;1=100""#
    )

    @Test func theMachinesSharesAndTheGroupsAreTold() throws {
        try withContainer(#"{"l3CacheSchema": "L3:0=f"}"#) { resctrl, control in
            try resctrl.write("    MB:0=50;1=100\n    L3:0=00f;1=0ff\n", "c/schemata")
            let group = #""l3_cache_schema":"L3:0=00f;1=0ff","#
            #expect(
                text(control, resctrl) == "{" + machine.cache + group + machine.bandwidth
                    + #","mem_bw_schema":"MB:0=50;1=100"}"#)
        }
    }

    @Test func whatIsMeasuredIsTold() throws {
        try withContainer(#"{"l3CacheSchema": "L3:0=f", "enableMonitoring": true}"#) { resctrl, control in
            try ToolProcess.run(["mkdir", "-p", "\(resctrl.root)/info/L3_MON"])
            try resctrl.write("llc_occupancy\nmbm_total_bytes\nmbm_local_bytes\n", "info/L3_MON/mon_features")
            for (cache, factor) in [("mon_L3_00", 1), ("mon_L3_01", 10)] {
                let directory = "c/mon_groups/c/mon_data/\(cache)"
                try ToolProcess.run(["mkdir", "-p", "\(resctrl.root)/\(directory)"])
                try resctrl.write("\(3 * factor)\n", "\(directory)/llc_occupancy")
                try resctrl.write("\(5 * factor)\n", "\(directory)/mbm_total_bytes")
                try resctrl.write(factor == 1 ? "4\n" : "Unavailable\n", "\(directory)/mbm_local_bytes")
            }
            let told = text(control, resctrl)
            #expect(
                told.contains(
                    #""mbm_stats":[{"mbm_total_bytes":5,"mbm_local_bytes":4},"#
                        + #"{"mbm_total_bytes":50,"mbm_local_bytes":0}]"#), "\(told)")
            #expect(told.hasSuffix(#","cmt_stats":[{"llc_occupancy":3},{"llc_occupancy":30}]}"#), "\(told)")
        }
    }

    @Test func whatTheMachineLacksIsLeftOut() throws {
        try withContainer(#"{"l3CacheSchema": "L3:0=f"}"#) { resctrl, control in
            try ToolProcess.run(["rm", "-r", "\(resctrl.root)/info/MB"])
            try resctrl.write("    L3:0=0ff\n", "schemata")
            try resctrl.write("    L3:0=00f\n", "c/schemata")
            let told = text(control, resctrl)
            #expect(told.hasSuffix(#""l3_cache_schema_root":"L3:0=0ff","l3_cache_schema":"L3:0=00f"}"#), "\(told)")
        }
    }
}
