package import JSON

/// An object of one member: the reply's name, with what belongs to it.
extension ShimReply: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let (name, body) = try json.onlyMember()
        do throws(JSONError) {
            switch name {
            case "started":
                self = .started(pid: try body.required("pid"), startedAt: try body.required("startedAt"))
            case "attached": self = .attached
            case "done": self = .done
            case "exited": self = .exited(try ExitStatus(json: body))
            case "state": self = .state(try ShimState(json: body))
            case "failed": self = .failed(try ShimFailure(json: body))
            default: throw JSONError(.invalidValue, "no such reply")
            }
        } catch {
            throw error.inMember(name)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .started(let pid, let startedAt):
            writer.object("started") {
                $0.required("pid", pid)
                $0.required("startedAt", startedAt)
            }
        case .attached: writer.object("attached") { _ in }
        case .done: writer.object("done") { _ in }
        case .exited(let status): writer.object { $0.required("exited", status) }
        case .state(let state): writer.object { $0.required("state", state) }
        case .failed(let failure): writer.object { $0.required("failed", failure) }
        }
    }
}
