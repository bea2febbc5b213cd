import Testing

@testable import Engine

@Suite struct PlacesTests {
    private func validate(_ cpus: String, _ nodes: String = "") throws {
        try TemporaryDirectory.with { directory in
            try DirectoryTree.make(directory + "/cpu")
            try AtomicFile.create(directory + "/cpu/online", Array("0-3,6\n".utf8))
            var resources = Resources()
            (resources.cpusetCPUs, resources.cpusetMemories) = (cpus, nodes)
            try resources.validatePlaces(devices: directory)
        }
    }

    @Test(arguments: ["", "0", "0-3", "6,1", "0-1,3"]) func areThere(cpus: String) throws {
        // This machine tells of no memory nodes.
        try validate(cpus, "7")
    }

    @Test(arguments: [
        ("4", "Requested CPUs are not available - requested 4, available: 0-3,6"),
        ("0-6", "Requested CPUs are not available - requested 0-6, available: 0-3,6"),
        ("a", "Invalid value a for cpuset cpus"), ("1-0", "Invalid value 1-0 for cpuset cpus"),
    ])
    func areRefused(cpus: String, message: String) {
        let error = #expect(throws: EngineError.self) { try validate(cpus) }
        #expect(error?.code == .invalidArgument && error?.message == message)
    }

    @Test func nodesAreListsToo() {
        let error = #expect(throws: EngineError.self) { try validate("", "x") }
        #expect(error?.message == "Invalid value x for cpuset mems")
    }
}
