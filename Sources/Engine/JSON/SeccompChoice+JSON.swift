package import JSON

/// An object of one member, the choice's name, with an object that is empty or holds what belongs to it as `_0`.
extension SeccompChoice: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let (name, body) = try json.onlyMember()
        do throws(JSONError) {
            switch name {
            case "standard": self = .standard
            case "unconfined": self = .unconfined
            case "profile": self = .profile(try body.required("_0"))
            default: throw JSONError(.invalidValue, "no such choice of system calls")
            }
        } catch {
            throw error.inMember(name)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .standard: writer.object("standard") { _ in }
        case .unconfined: writer.object("unconfined") { _ in }
        case .profile(let profile): writer.object("profile") { $0.required("_0", profile) }
        }
    }
}
