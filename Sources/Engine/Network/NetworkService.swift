import Networking

/// The networks that a container can be on.
package struct NetworkService: Sendable {
    let bridge: BridgeNetwork

    /// The default bridge as `inspect` shows it.
    package var view: BridgeView {
        BridgeView(
            name: bridge.configuration.name, subnet: bridge.subnet.description, gateway: bridge.gateway.description)
    }
}
