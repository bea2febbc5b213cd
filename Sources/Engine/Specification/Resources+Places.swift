import Linux

extension Resources {
    /// Refuses processors and memory nodes that the machine does not have. Blocking.
    ///
    /// - Parameter devices: where sysfs tells of them: sysfs(5), `/sys/devices/system`.
    func validatePlaces(devices: String = "/sys/devices/system") throws {
        try Self.validate(cpusetCPUs, "cpus", of: "CPUs", online: devices + "/cpu/online")
        try Self.validate(cpusetMemories, "mems", of: "memory nodes", online: devices + "/node/online")
    }

    /// In Docker's words.
    private static func validate(_ asked: String, _ option: String, of what: String, online: String) throws {
        guard !asked.isEmpty else { return }
        guard let numbers = NumberList(asked)?.numbers else {
            throw EngineError(.invalidArgument, "Invalid value \(asked) for cpuset \(option)")
        }
        // A kernel without NUMA tells of no nodes.
        guard let bytes = try AtomicFile.read(online), let list = NumberList(String(decoding: bytes, as: UTF8.self))
        else { return }
        guard numbers.isSubset(of: list.numbers) else {
            let available = String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }
            throw EngineError(
                .invalidArgument, "Requested \(what) are not available - requested \(asked), available: \(available)")
        }
    }
}
