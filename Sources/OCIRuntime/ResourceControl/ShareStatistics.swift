package import JSON
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// What resctrl tells of a container's groups, in the words of runc's `events`: `intel_rdt`. See the kernel's
/// `resctrl.rst`.
///
/// What the machine does not share out, or does not measure, is left out.
package struct ShareStatistics: JSONWritable {
    /// Where resctrl is mounted.
    private let root: String
    private let control: ResourceControl

    init(_ control: ResourceControl, in mount: ResctrlMount = ResctrlMount()) {
        root = mount.root
        self.control = control
    }

    package func write(to writer: inout JSONWriter) { writer.object(members) }

    package func members(_ writer: inout JSONWriter) {
        cache(&writer)
        bandwidth(&writer)
        usage(&writer)
    }

    private func cache(_ writer: inout JSONWriter) {
        // With a cache that holds code and data apart, each has a directory of its own.
        if let name = ["L3", "L3CODE"].first(where: shares) {
            writer.member("l3_cache_info") { writer in
                writer.optional("cbm_mask", text("info/\(name)/cbm_mask"))
                writer.optional("min_cbm_bits", number("info/\(name)/min_cbm_bits"))
                writer.optional("num_closids", number("info/\(name)/num_closids"))
            }
        }
        writer.optional("l3_cache_schema_root", schema("L3", of: root))
        writer.optional("l3_cache_schema", control.groups.first.flatMap { schema("L3", of: $0) })
    }

    private func bandwidth(_ writer: inout JSONWriter) {
        if shares("MB") {
            writer.member("mem_bw_info") { writer in
                writer.optional("bandwidth_gran", number("info/MB/bandwidth_gran"))
                writer.optional("delay_linear", number("info/MB/delay_linear"))
                writer.optional("min_bandwidth", number("info/MB/min_bandwidth"))
                writer.optional("num_closids", number("info/MB/num_closids"))
            }
        }
        writer.optional("mem_bw_schema_root", schema("MB", of: root))
        writer.optional("mem_bw_schema", control.groups.first.flatMap { schema("MB", of: $0) })
    }

    /// Of the group that measures the container by itself, or with whom it shares; a value for each cache.
    private func usage(_ writer: inout JSONWriter) {
        let measures = Set((text("info/L3_MON/mon_features") ?? "").split(separator: "\n").map(String.init))
        guard let group = control.groups.last, !measures.isEmpty else { return }
        let caches = Self.caches(of: group)
        if !measures.isDisjoint(with: ["mbm_total_bytes", "mbm_local_bytes"]) {
            writer.required("mbm_stats", caches.map { CacheUsage($0, ["mbm_total_bytes", "mbm_local_bytes"]) })
        }
        if measures.contains("llc_occupancy") {
            writer.required("cmt_stats", caches.map { CacheUsage($0, ["llc_occupancy"]) })
        }
    }

    /// Of a group that cannot be read just now, none is measured.
    private static func caches(of group: String) -> [String] {
        let names = (try? DirectoryEntries.names(in: "\(group)/mon_data")) ?? []
        return names.filter { $0.hasPrefix("mon_L3_") }.sorted().map { "\(group)/mon_data/\($0)" }
    }

    private func shares(_ resource: String) -> Bool { access("\(root)/info/\(resource)", F_OK) == 0 }

    /// The lines of a resource, without the kernel's padding.
    private func schema(_ resource: String, of group: String) -> String? {
        let lines = (try? SmallFile.read("\(group)/schemata"))?.split(separator: "\n") ?? []
        let own = lines.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(resource) }
        return own.isEmpty ? nil : own.joined(separator: "\n")
    }

    private func text(_ file: String) -> String? {
        guard var text = try? SmallFile.read("\(root)/\(file)") else { return nil }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private func number(_ file: String) -> UInt64? { text(file).flatMap { UInt64($0) } }
}

/// Counters of one cache. One that cannot be read just now ("Unavailable") is 0.
private struct CacheUsage: JSONWritable {
    private let directory: String
    private let names: [StaticString]

    init(_ directory: String, _ names: [StaticString]) {
        self.directory = directory
        self.names = names
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for name in names {
                let text = (try? SmallFile.read("\(directory)/\(name)")) ?? ""
                writer.required(name, UInt64(text.prefix { !$0.isWhitespace }) ?? 0)
            }
        }
    }
}
