import OCI

/// blkio-controller.rst of cgroup v1.
enum BlockIOV1: CgroupController {
    static let name = "blkio"
    static let isAlwaysUsed = true

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let blockIO = resources.blockIO else { return [] }
        try blockIO.checkServed()
        let prefix = "linux.resources.blockIO"
        var settings: [CgroupSetting] = []
        if let weight = blockIO.weight, weight != 0 {
            settings.append(CgroupSetting("blkio.bfq.weight", weight, "\(prefix).weight"))
        }
        for device in blockIO.weightDevice ?? [] {
            guard let weight = device.weight else { continue }
            let value = "\(device.major):\(device.minor) \(weight)"
            settings.append(CgroupSetting("blkio.bfq.weight_device", value, "\(prefix).weightDevice"))
        }
        func throttle(_ file: String, _ devices: [RuntimeSpec.ThrottleDevice]?, _ member: String) {
            for device in devices ?? [] {
                let value = "\(device.major):\(device.minor) \(device.rate)"
                settings.append(CgroupSetting("blkio.throttle.\(file)", value, "\(prefix).\(member)"))
            }
        }
        throttle("read_bps_device", blockIO.throttleReadBpsDevice, "throttleReadBpsDevice")
        throttle("write_bps_device", blockIO.throttleWriteBpsDevice, "throttleWriteBpsDevice")
        throttle("read_iops_device", blockIO.throttleReadIOPSDevice, "throttleReadIOPSDevice")
        throttle("write_iops_device", blockIO.throttleWriteIOPSDevice, "throttleWriteIOPSDevice")
        return settings
    }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        statistics.io.bytes = counts(files, "io_service_bytes")
        statistics.io.operations = counts(files, "io_serviced")
    }

    /// Lines of `8:0 Read 4096`, and a last one of `Total 4096` that belongs to no device.
    private static func counts(_ files: CgroupFiles, _ file: String) -> [CgroupStatistics.IOCount] {
        let text = files.text("blkio.throttle.\(file)_recursive") ?? files.text("blkio.throttle.\(file)") ?? ""
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(whereSeparator: { $0 == " " || $0 == ":" })
            guard fields.count == 4, let major = UInt64(fields[0]), let minor = UInt64(fields[1]),
                let value = UInt64(fields[3])
            else { return nil }
            return .init(major: major, minor: minor, operation: fields[2].lowercased(), value: value)
        }
    }
}

extension RuntimeSpec.BlockIO {
    /// Weights of leaves went with the scheduler that knew them, in Linux 5.0.
    func checkServed() throws(CgroupError) {
        if leafWeight ?? 0 != 0 {
            throw CgroupError(.unsupported, "linux.resources.blockIO.leafWeight: the kernel does not have it")
        }
        if weightDevice?.contains(where: { $0.leafWeight ?? 0 != 0 }) == true {
            throw CgroupError(
                .unsupported, "linux.resources.blockIO.weightDevice.leafWeight: the kernel does not have it")
        }
    }
}
