import Linux
import OCI
import OCIRuntime
import ShimProtocol

extension ShimConfiguration {
    /// The runtime that makes the container's processes.
    ///
    /// - Parameter outOfMemoryScore: what processes get that ask for none: they are not to be protected as the shim is.
    func processes(
        _ specification: RuntimeSpec, outOfMemoryScore: Int?
    ) throws(ShimFailure) -> any ContainerProcesses {
        var specification = specification
        let score = specification.process?.oomScoreAdj ?? outOfMemoryScore
        specification.process?.oomScoreAdj = score
        guard let runtime else {
            let bundle = try ShimFailure.wrapping { () throws(SystemCallError) in try KernelPath.currentDirectory() }
            return InProcessRuntime(self, bundle: bundle, specification)
        }
        guard !initProcess else {
            throw ShimFailure(
                code: .invalidConfiguration, message: "an init process is served by the engine's own runtime only")
        }
        return try ExternalRuntime(RuntimeCommand(program: runtime, root: runtimeRoot), id: id, specification)
    }
}
