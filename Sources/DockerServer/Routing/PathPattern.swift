/// The path of a route, such as `/containers/{id}/json`.
///
/// `{name}` stands for one segment, `{name:*}` for one or more, as image names have them; the latter may be followed by
/// plain segments only.
struct PathPattern: Sendable {
    private enum Segment: Sendable {
        case literal(Substring)
        case parameter(String)
        case rest(String)
    }

    private let segments: [Segment]

    init(_ text: String) {
        segments = text.split(separator: "/").map { segment in
            guard segment.hasPrefix("{") else { return .literal(segment) }
            let name = segment.dropFirst().dropLast()
            return name.hasSuffix(":*") ? .rest(String(name.dropLast(2))) : .parameter(String(name))
        }
    }

    /// - Returns: the parameters by name; `nil` where the path is another's.
    func match(_ path: [Substring]) -> [String: String]? {
        var parameters: [String: String] = [:]
        var position = 0
        for (index, segment) in segments.enumerated() {
            guard position < path.count else { return nil }
            switch segment {
            case .literal(let text):
                if path[position] != text { return nil }
                position += 1
            case .parameter(let name):
                parameters[name] = String(path[position])
                position += 1
            case .rest(let name):
                let end = path.count - (segments.count - index - 1)
                guard end > position else { return nil }
                parameters[name] = path[position..<end].joined(separator: "/")
                position = end
            }
        }
        return position == path.count ? parameters : nil
    }
}
