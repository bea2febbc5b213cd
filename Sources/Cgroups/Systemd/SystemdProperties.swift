import Linux
import OCI

/// Properties of a unit: systemd.resource-control(5), and org.freedesktop.systemd1(5).
struct SystemdProperties {
    private let isUnified: Bool
    private(set) var list: [(String, BusValue)] = []

    init(isUnified: Bool) { self.isUnified = isUnified }

    var value: BusValue { .array("(sv)", list.map { .structure([.string($0.0), .variant($0.1)]) }) }

    private mutating func set(_ name: String, _ value: BusValue?) {
        if let value { list.append((name, value)) }
    }

    mutating func describe(_ text: String, in slice: String, isScope: Bool, pid: Int32) {
        set("Description", .string(text))
        if isScope {
            set("Slice", .string(slice))
            set("PIDs", .array("u", [.uint32(UInt32(bitPattern: pid))]))
            set("Delegate", .boolean(true))
        } else {
            set("Wants", .strings([slice]))
        }
        set("DefaultDependencies", .boolean(false))
        for name in ["Memory", "CPU", "Tasks", isUnified ? "IO" : "BlockIO"] {
            set("\(name)Accounting", .boolean(true))
        }
    }

    mutating func limit(_ resources: RuntimeSpec.Resources) throws(CgroupError) {
        if let memory = resources.memory { try limit(memory) }
        if let cpu = resources.cpu { try limit(cpu) }
        if let limit = resources.pids?.limit { set("TasksMax", .uint64(Self.amount(limit == 0 ? 1 : limit))) }
        if let weight = resources.blockIO?.weight, weight != 0 {
            set(isUnified ? "IOWeight" : "BlockIOWeight", .uint64(isUnified ? IOV2.weight(weight) : UInt64(weight)))
        }
        if let rules = resources.devices, !rules.isEmpty { try limit(rules) }
    }

    private mutating func limit(_ memory: RuntimeSpec.Memory) throws(CgroupError) {
        if let limit = memory.limit, limit != 0 {
            set(isUnified ? "MemoryMax" : "MemoryLimit", .uint64(Self.amount(limit)))
        }
        guard isUnified else { return }
        if let reservation = memory.reservation, reservation != 0 {
            set("MemoryLow", .uint64(Self.amount(reservation)))
        }
        if let swap = try memory.swapAlone() { set("MemorySwapMax", .uint64(Self.amount(swap))) }
    }

    private mutating func limit(_ cpu: RuntimeSpec.CPU) throws(CgroupError) {
        if let shares = cpu.shares, shares != 0 {
            set(isUnified ? "CPUWeight" : "CPUShares", .uint64(isUnified ? CPUV2.weight(shares: shares) : shares))
        }
        if let quota = cpu.quota, quota != 0 {
            let period = cpu.period.flatMap { $0 > 0 ? $0 : nil } ?? 100_000
            set("CPUQuotaPeriodUSec", .uint64(period))
            // Of each second, in steps of 10 ms: less would be another quota at every reload.
            let perSecond = quota > 0 ? (UInt64(quota) * 1_000_000 / period + 9999) / 10_000 * 10_000 : .max
            set("CPUQuotaPerSecUSec", .uint64(perSecond))
        }
        guard isUnified else { return }
        set("AllowedCPUs", try Self.mask(cpu.cpus, "linux.resources.cpu.cpus"))
        set("AllowedMemoryNodes", try Self.mask(cpu.mems, "linux.resources.cpu.mems"))
    }

    private static func mask(_ text: String?, _ member: String) throws(CgroupError) -> BusValue? {
        guard let text, !text.isEmpty else { return nil }
        guard let list = NumberList(text) else {
            throw CgroupError(.invalidValue, "\(member): '\(text)' is no list")
        }
        var bytes = [UInt8](repeating: 0, count: (list.numbers.max() ?? 0) / 8 + 1)
        for number in list.numbers { bytes[number / 8] |= 1 << UInt8(number % 8) }
        return .array("y", bytes.map { .byte($0) })
    }

    /// -1 is no limit, as systemd's largest number.
    private static func amount(_ value: Int64) -> UInt64 { value < 0 ? .max : UInt64(value) }

    /// A list of what is allowed can be told to systemd; what takes something of it away again cannot, and is left to
    /// the cgroup's own rules.
    private mutating func limit(_ rules: [RuntimeSpec.DeviceRule]) throws(CgroupError) {
        var allowed: [DeviceAccess] = []
        for rule in try DeviceAccess.complete(rules) {
            if rule.isAboutEverything {
                allowed = rule.allow ? [rule] : []
            } else if rule.allow {
                allowed.append(rule)
            } else {
                return set("DevicePolicy", .string("auto"))
            }
        }
        if allowed.contains(where: \.isAboutEverything) { return set("DevicePolicy", .string("auto")) }
        set("DevicePolicy", .string("strict"))
        let entries = allowed.flatMap { access in
            SystemdDevices.names(access).map { BusValue.structure([.string($0), .string(access.access.description)]) }
        }
        set("DeviceAllow", .array("(ss)", entries))
    }

    /// Properties that annotations ask for, in the text form of GVariant.
    mutating func add(_ texts: [String: String]) throws(CgroupError) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            guard let value = Self.parse(text), name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
                throw CgroupError(
                    .invalidValue, "annotations: org.systemd.property.\(name): '\(text)' is not understood")
            }
            // As runc: seconds are what people write, and microseconds what the bus takes.
            if name.hasSuffix("Sec"), !name.hasSuffix("USec"), case .int32(let seconds) = value, seconds >= 0 {
                set("\(name.dropLast(3))USec", .uint64(UInt64(seconds) * 1_000_000))
            } else {
                set(name, value)
            }
        }
    }

    private static func parse(_ text: String) -> BusValue? {
        if text == "true" || text == "false" { return .boolean(text == "true") }
        for quote in ["'", "\""] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return .string(String(text.dropFirst().dropLast()))
        }
        let words = text.split(separator: " ")
        guard words.count == 2 else { return Int32(text).map { .int32($0) } }
        return switch words[0] {
        case "uint32": UInt32(words[1]).map { .uint32($0) }
        case "int32": Int32(words[1]).map { .int32($0) }
        case "uint64": UInt64(words[1]).map { .uint64($0) }
        case "int64": Int64(words[1]).map { .int64($0) }
        default: nil
        }
    }
}

/// Devices as systemd names them.
enum SystemdDevices {
    static func names(_ access: DeviceAccess) -> [String] {
        let kinds: [DeviceAccess.Kind] = access.kind == .all ? [.character, .block] : [access.kind]
        return kinds.flatMap { kind -> [String] in
            let word = kind == .block ? "block" : "char"
            guard let major = access.major else { return ["\(word)-*"] }
            if let minor = access.minor { return ["/dev/\(word)/\(major):\(minor)"] }
            return group(major, kind).map { ["\(word)-\($0)"] } ?? []
        }
    }

    /// The name of a driver, by proc_devices(5).
    private static func group(_ major: UInt32, _ kind: DeviceAccess.Kind) -> String? {
        let text = (try? SmallFile.read("/proc/devices")) ?? ""
        var isBlock = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Block") { isBlock = true }
            let fields = line.split(separator: " ")
            if isBlock == (kind == .block), fields.count == 2, UInt32(fields[0]) == major { return String(fields[1]) }
        }
        return nil
    }
}
