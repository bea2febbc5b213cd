import DockerAPI

/// A container's ports on one line: neighbours that are published under their own number are one range.
enum PortList {
    static func text(_ ports: [PortSummary]) -> String {
        var ranges: [Range] = []
        var others: [String] = []
        for port in ports.sorted(by: precedes) {
            if !port.ip.isEmpty, port.publicPort != port.privatePort {
                others.append("\(bracketed(port.ip)):\(port.publicPort)->\(port.privatePort)/\(port.type)")
            } else if let index = ranges.lastIndex(where: { $0.ip == port.ip && $0.type == port.type }),
                ranges[index].last + 1 == port.privatePort
            {
                ranges[index].last = port.privatePort
            } else {
                ranges.append(Range(ip: port.ip, type: port.type, first: port.privatePort, last: port.privatePort))
            }
        }
        return (ranges.map(\.text) + others).joined(separator: ", ")
    }

    private struct Range {
        let ip: String
        let type: String
        let first: Int
        var last: Int

        var text: String {
            let ports = first == last ? "\(first)" : "\(first)-\(last)"
            return ip.isEmpty ? "\(ports)/\(type)" : "\(bracketed(ip)):\(ports)->\(ports)/\(type)"
        }
    }

    private static func bracketed(_ ip: String) -> String { ip.contains(":") ? "[\(ip)]" : ip }

    private static func precedes(_ left: PortSummary, _ right: PortSummary) -> Bool {
        (left.privatePort, left.ip, left.publicPort, left.type) < (
            right.privatePort, right.ip, right.publicPort, right.type
        )
    }
}
