import Engine

extension NetworkMode {
    /// As clients name it.
    var apiName: String {
        switch self {
        case .bridge: "bridge"
        case .host: "host"
        case .none: "none"
        case .container(let id): "container:\(id)"
        }
    }
}
