import JSON
import Linux
import Networking

/// Keeps the subnet that the default bridge was given, so that it stays the same: `<data root>/network.json`.
struct BridgeStore {
    private let configuration: EngineConfiguration
    private var path: String { configuration.dataRoot + "/network.json" }

    init(_ configuration: EngineConfiguration) {
        self.configuration = configuration
    }

    /// - Parameter endpoints: of the containers that run, whose ports stay published throughout.
    func open(adopting endpoints: [String: Endpoint]) throws -> BridgeNetwork {
        var asked = BridgeConfiguration(name: configuration.bridgeName)
        let saved = try saved()
        asked.subnet = try configuration.bridgeSubnet() ?? saved?.subnet
        let bridge = try BridgeNetwork(configuration: asked, adopting: endpoints)
        let chosen = ChosenSubnet(bridge: configuration.bridgeName, subnet: bridge.subnet)
        // Not for nothing: the disk may be full.
        if chosen != saved { try AtomicFile.write(chosen.json(), to: path, durable: true) }
        return bridge
    }

    private func saved() throws -> ChosenSubnet? {
        guard let bytes = try AtomicFile.read(path) else { return nil }
        let saved = try ChosenSubnet(json: bytes)
        return saved.bridge == configuration.bridgeName ? saved : nil
    }
}

private struct ChosenSubnet: JSONRepresentable, Equatable {
    let bridge: String
    let subnet: IPv4Subnet

    init(bridge: String, subnet: IPv4Subnet) {
        self.bridge = bridge
        self.subnet = subnet
    }

    init(json: JSONNode) throws(JSONError) {
        bridge = try json.required("bridge")
        subnet = try json.required("subnet")
    }

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.required("bridge", bridge)
            $0.required("subnet", subnet)
        }
    }
}

extension EngineConfiguration {
    /// The network that `--bip` gives.
    fileprivate func bridgeSubnet() throws(EngineError) -> IPv4Subnet? {
        guard let bridgeAddress else { return nil }
        guard let subnet = IPv4Subnet(bridgeAddress) else {
            throw EngineError(
                .invalidArgument, "invalid bridge address \(bridgeAddress): give ADDRESS/PREFIX, such as 172.20.0.1/16")
        }
        return subnet
    }
}
