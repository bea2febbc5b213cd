/// Where an engine keeps its things, and its defaults.
///
/// Two engines side by side differ in `dataRoot`, `executionRoot` and `bridge.name` at least.
package struct EngineConfiguration: Sendable {
    /// What outlives a restart of the machine; `/var/lib/wherry`.
    package var dataRoot: String
    /// Sockets and shims, on a tmpfs; `/run/wherry`.
    package var executionRoot: String
    /// The `wherry-shim` program.
    package var shimPath: String
    /// The `wherry-runtime` program, for what is left of a container whose shim was killed.
    package var runtimePath: String
    /// `overlay2` or `copy`.
    package var storageDriver = "overlay2"
    package var bridgeName = "wherry0"
    /// `address/prefix` of the bridge; `nil` picks a free network.
    package var bridgeAddress: String?
    package var logMaximumSize: Int64 = 10_000_000
    package var logMaximumFiles = 3
    /// Hosts (`name[:port]`) and networks (CIDR) that are spoken to over plain HTTP or unverified TLS.
    package var insecureRegistries: [String] = []
    /// Addresses tried before docker.io's own.
    package var registryMirrors: [String] = []
    /// In seconds, between the stop signal and SIGKILL.
    package var stopTimeout = 10

    package init(dataRoot: String, executionRoot: String, shimPath: String, runtimePath: String) {
        self.dataRoot = dataRoot
        self.executionRoot = executionRoot
        self.shimPath = shimPath
        self.runtimePath = runtimePath
    }
}
