internal import Linux
internal import SystemPackage

/// Why a port cannot be published, in the words that Docker's users look for.
enum PortFailure {
    /// By a container of this network.
    static func allocated(_ port: HostPort, endpoint: String) -> NetworkError {
        NetworkError(.portAllocated, prefix(endpoint) + "Bind for \(port) failed: port is already allocated")
    }

    /// By the kernel: another program has the port, the host does not have the address…
    static func refused(_ port: HostPort, endpoint: String, cause: SystemCallError) -> NetworkError {
        let words = "listen \(port.transport.rawValue)4 \(port): bind: \(reason(cause.errno))"
        return NetworkError(.portInUse, prefix(endpoint) + words)
    }

    private static func prefix(_ endpoint: String) -> String {
        "driver failed programming external connectivity on endpoint \(endpoint): "
    }

    private static func reason(_ errno: Errno) -> String {
        switch errno {
        case .addressInUse: "address already in use"
        case .addressNotAvailable: "cannot assign requested address"
        case .permissionDenied: "permission denied"
        default: "\(errno)"
        }
    }
}
