import OCI

/// The shares that a group of resctrl is to have: `L3:0=ff;1=f` gives a share in two domains of a resource.
struct Schemata {
    /// By which shares were always given: these must be there already in a group of another's.
    private let basic: [String]
    let additional: [String]

    init(_ settings: RuntimeSpec.IntelRdt) {
        let bandwidth = Self.lines(settings.memBwSchema)
        let cache = Self.lines(settings.l3CacheSchema).filter { bandwidth.isEmpty || !$0.hasPrefix("MB:") }
        basic = cache + bandwidth
        additional = (settings.schemata ?? []).flatMap { Self.lines($0) }
    }

    /// In the order in which they are written.
    var lines: [String] { basic + additional }

    private static func lines(_ text: String?) -> [String] { (text ?? "").split(separator: "\n").map(String.init) }

    /// The first line of ``basic`` that a group's `schemata` file, as the kernel shows it, does not say. Domains that
    /// are not named may have any share.
    func difference(from shown: String) -> String? {
        let given = Set(Self.lines(shown).flatMap { Self.shares($0) })
        return basic.first { !given.isSuperset(of: Self.shares($0)) }
    }

    /// The kernel pads names with blanks, and numbers with zeros.
    private static func shares(_ line: String) -> [String] {
        let line = line.lowercased().filter { !$0.isWhitespace }
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return [line] }
        return parts[1].split(separator: ";").map { share in
            let sides = share.split(separator: "=", maxSplits: 1)
            return "\(parts[0]):\(sides.map { String($0.drop { $0 == "0" }) }.joined(separator: "="))"
        }
    }
}
