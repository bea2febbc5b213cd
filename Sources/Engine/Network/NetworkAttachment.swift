import Linux
package import Networking
import OCI

/// The network of one run, until its shim has inherited it.
enum NetworkAttachment: ~Copyable {
    case host
    /// Another container's namespace, by its path.
    case shared(path: String)
    /// A namespace with nothing but loopback, which the runtime makes.
    case isolated
    case bridge(Attachment)

    /// The network namespace as the container's specification has it; `nil` is the host's own.
    var namespace: RuntimeSpec.Namespace? {
        switch self {
        case .host: nil
        case .shared(let path): RuntimeSpec.Namespace(type: .network, path: path)
        case .isolated: RuntimeSpec.Namespace(type: .network)
        case .bridge(let attachment):
            RuntimeSpec.Namespace(type: .network, path: "/proc/self/fd/\(attachment.namespace.raw)")
        }
    }

    /// The namespace's descriptor, for the shim to inherit.
    var inherited: [Int32] {
        switch self {
        case .host: []
        case .shared: []
        case .isolated: []
        case .bridge(let attachment): [attachment.namespace.raw]
        }
    }

    /// Sockets bound to the published ports, for the shim to hold.
    var reservations: [Int32] {
        switch self {
        case .host: []
        case .shared: []
        case .isolated: []
        case .bridge(let attachment): attachment.reservations.descriptors
        }
    }

    var endpoint: Endpoint? {
        switch self {
        case .host: nil
        case .shared: nil
        case .isolated: nil
        case .bridge(let attachment): attachment.endpoint
        }
    }

    /// - Parameter shared: the network of another container, for one that shares it.
    static func make(
        for record: ContainerRecord, bridge: BridgeNetwork, sharing shared: SharedNetwork?
    ) throws -> NetworkAttachment {
        switch record.configuration.network {
        case .host: return .host
        case .named(let name): throw EngineError(.notFound, "network \(name) not found")
        case .none: return .isolated
        case .container(let other):
            guard let shared else { throw EngineError(.internal, "no network namespace of container \(other)") }
            return .shared(path: shared.namespacePath)
        case .bridge:
            let request = AttachRequest(
                id: record.id, name: record.name, publications: record.configuration.effectivePublications)
            return .bridge(try bridge.attach(request))
        }
    }
}

extension ContainerConfiguration {
    /// What is published: as asked, and with `-P` every exposed port that is not, on a port of the host's choice.
    var effectivePublications: [Publication] {
        guard publishAllPorts else { return publications }
        var all = publications
        for exposed in exposedPorts {
            guard let port = ExposedPort(exposed) else { continue }
            let isPublished = publications.contains {
                $0.containerPort == port.number && $0.transport == port.transport
            }
            if !isPublished {
                all.append(
                    Publication(hostAddress: "", hostPort: 0, containerPort: port.number, transport: port.transport))
            }
        }
        return all
    }
}

/// A port as images and clients write it: `80`, `80/tcp`, `53/udp`.
package struct ExposedPort: Equatable, Sendable {
    package let number: UInt16
    package let transport: Publication.Transport

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let number = UInt16(parts[0]), number > 0,
            let transport = Publication.Transport(rawValue: parts.count == 2 ? parts[1].lowercased() : "tcp")
        else { return nil }
        self.number = number
        self.transport = transport
    }
}
