import Testing

@testable import Networking

/// The default network, in the hands of an engine that can end and leave everything in place.
final class RunningEngine {
    private var network: BridgeNetwork?

    init() throws {
        network = try BridgeNetwork(configuration: BridgeConfiguration())
    }

    var subnet: IPv4Subnet? { network?.subnet }
    var bridge: Int32? { network?.bridge }

    func attach(_ request: AttachRequest) throws -> Networking.Attachment {
        let network = try #require(network)
        return try network.attach(request)
    }

    func end() {
        network = nil
    }
}
