import Linux
import OCI
import ShimProtocol

/// What a shim needs of an OCI runtime, for the one container that it has.
///
/// The processes become the shim's children, and it alone waits for them. Calls block until the kernel has done it.
protocol ContainerProcesses {
    /// Creates the container and starts its first process.
    func start(_ streams: ChildStreams) throws(ShimFailure) -> StartedProcess
    /// Starts another process in the container that runs.
    func exec(_ process: RuntimeSpec.Process, _ streams: ChildStreams) throws(ShimFailure) -> StartedProcess
    /// Sends a signal to every process of the container.
    func signalAll(_ signal: Int32) throws(ShimFailure)
    /// Removes what the runtime made, when the first process has ended; processes that are left are killed.
    func delete() throws(ShimFailure)
}

/// What a process gets as its standard streams.
enum ChildStreams: Equatable {
    /// Descriptors of the shim's, which keeps its own.
    case descriptors(input: Int32, output: Int32, error: Int32)
    /// A terminal of the container's.
    case terminal
}

struct StartedProcess: ~Copyable {
    let pid: Int32
    /// The terminal's master, for ``ChildStreams/terminal`` only.
    var terminal: OwnedDescriptor?
}
