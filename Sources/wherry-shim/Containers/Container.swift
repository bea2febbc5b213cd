import OCI
import ShimProtocol

/// The container that a shim supervises, before and after it runs.
struct Container {
    /// How its processes are made, or why it cannot be started.
    let processes: Result<any ContainerProcesses, ShimFailure>
    let hasTerminal: Bool

    /// - Parameter specification: `config.json`; one that cannot be read is told to whoever starts the container.
    init(
        _ specification: Result<RuntimeSpec, ShimFailure>,
        _ processes: (RuntimeSpec) throws(ShimFailure) -> any ContainerProcesses
    ) {
        hasTerminal = (try? specification.get().process?.terminal) ?? false
        self.processes = specification.flatMap { specification in
            Result { () throws(ShimFailure) in try processes(specification) }
        }
    }
}
