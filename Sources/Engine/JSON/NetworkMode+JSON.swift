package import JSON

/// An object of one member, the choice's name, with an object that is empty or holds what belongs to it as `_0`.
extension NetworkMode: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let (name, body) = try json.onlyMember()
        do throws(JSONError) {
            switch name {
            case "bridge": self = .bridge
            case "host": self = .host
            case "none": self = .none
            case "container": self = .container(try body.required("_0"))
            case "named": self = .named(try body.required("_0"))
            default: throw JSONError(.invalidValue, "no such network mode")
            }
        } catch {
            throw error.inMember(name)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .bridge: writer.object("bridge") { _ in }
        case .host: writer.object("host") { _ in }
        case .none: writer.object("none") { _ in }
        case .container(let other): writer.object("container") { $0.required("_0", other) }
        case .named(let name): writer.object("named") { $0.required("_0", name) }
        }
    }
}
