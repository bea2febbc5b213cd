import OCI

/// cgroup-v2.rst, "IO".
enum IOV2: CgroupController {
    static let name = "io"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let blockIO = resources.blockIO else { return [] }
        try blockIO.checkServed()
        let prefix = "linux.resources.blockIO"
        var settings: [CgroupSetting] = []
        if let weight = blockIO.weight, weight != 0 {
            settings.append(CgroupSetting("io.weight", "default \(Self.weight(weight))", "\(prefix).weight"))
        }
        for device in blockIO.weightDevice ?? [] {
            guard let weight = device.weight else { continue }
            let value = "\(device.major):\(device.minor) \(Self.weight(weight))"
            settings.append(CgroupSetting("io.weight", value, "\(prefix).weightDevice"))
        }
        func throttle(_ key: String, _ devices: [RuntimeSpec.ThrottleDevice]?, _ member: String) {
            for device in devices ?? [] {
                let rate = device.rate == 0 ? "max" : "\(device.rate)"
                let value = "\(device.major):\(device.minor) \(key)=\(rate)"
                settings.append(CgroupSetting("io.max", value, "\(prefix).\(member)"))
            }
        }
        throttle("rbps", blockIO.throttleReadBpsDevice, "throttleReadBpsDevice")
        throttle("wbps", blockIO.throttleWriteBpsDevice, "throttleWriteBpsDevice")
        throttle("riops", blockIO.throttleReadIOPSDevice, "throttleReadIOPSDevice")
        throttle("wiops", blockIO.throttleWriteIOPSDevice, "throttleWriteIOPSDevice")
        return settings
    }

    /// v1's 10 to 1000 onto 1 to 10000, linearly.
    static func weight(_ weight: UInt16) -> UInt64 {
        1 + (UInt64(min(max(weight, 10), 1000)) - 10) * 9999 / 990
    }

    /// Lines of `8:0 rbytes=4096 wbytes=0 rios=1 wios=0 …`.
    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        for line in files.text("io.stat")?.split(separator: "\n") ?? [] {
            let fields = line.split(separator: " ")
            let device = fields.first?.split(separator: ":").compactMap { UInt64($0) } ?? []
            guard device.count == 2 else { continue }
            for field in fields.dropFirst() {
                let pair = field.split(separator: "=")
                guard pair.count == 2, let value = UInt64(pair[1]) else { continue }
                func count(_ operation: String) -> CgroupStatistics.IOCount {
                    .init(major: device[0], minor: device[1], operation: operation, value: value)
                }
                switch pair[0] {
                case "rbytes": statistics.io.bytes.append(count("read"))
                case "wbytes": statistics.io.bytes.append(count("write"))
                case "rios": statistics.io.operations.append(count("read"))
                case "wios": statistics.io.operations.append(count("write"))
                default: continue
                }
            }
        }
    }
}
