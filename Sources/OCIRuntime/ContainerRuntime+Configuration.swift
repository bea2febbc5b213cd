package import OCI

extension ContainerRuntime {
    /// The process of the container's bundle: what an exec is like unless it says otherwise.
    package func configuredProcess(id: String) throws(RuntimeError) -> RuntimeSpec.Process {
        let record = try StateDirectory(root: stateRoot, id: id).read()
        guard let process = try RuntimeSpec.read(bundle: record.bundle).process else {
            throw RuntimeError(.invalidConfiguration, "container \(id) has no process to take after")
        }
        return process
    }
}

extension RuntimeSpec.Process {
    /// Adds to the sets that a program without file capabilities keeps.
    package mutating func addCapabilities(_ names: [String]) {
        guard !names.isEmpty else { return }
        var sets = capabilities ?? RuntimeSpec.Capabilities()
        sets.bounding = (sets.bounding ?? []) + names
        sets.effective = (sets.effective ?? []) + names
        sets.permitted = (sets.permitted ?? []) + names
        capabilities = sets
    }
}
