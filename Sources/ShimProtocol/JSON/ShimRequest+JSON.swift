package import JSON
import OCI

/// An object of one member: the request's name, with what belongs to it.
extension ShimRequest: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let (name, body) = try json.onlyMember()
        do throws(JSONError) {
            switch name {
            case "start": self = .start
            case "wait": self = .wait(exec: try body.optional("exec"))
            case "attach": self = .attach(try AttachStreams(json: body))
            case "exec": self = .exec(try ExecRequest(json: body))
            case "resize":
                self = .resize(
                    exec: try body.optional("exec"), columns: try body.required("columns"),
                    rows: try body.required("rows"))
            case "kill":
                self = .kill(
                    exec: try body.optional("exec"), signal: try body.required("signal"),
                    all: try body.required("all"))
            case "state": self = .state
            default: throw JSONError(.invalidValue, "no such request")
            }
        } catch {
            throw error.inMember(name)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .start: writer.object("start") { _ in }
        case .wait(let exec): writer.object("wait") { $0.optional("exec", exec) }
        case .attach(let streams): writer.object { $0.required("attach", streams) }
        case .exec(let exec): writer.object { $0.required("exec", exec) }
        case .resize(let exec, let columns, let rows):
            writer.object("resize") {
                $0.optional("exec", exec)
                $0.required("columns", columns)
                $0.required("rows", rows)
            }
        case .kill(let exec, let signal, let all):
            writer.object("kill") {
                $0.optional("exec", exec)
                $0.required("signal", signal)
                $0.required("all", all)
            }
        case .state: writer.object("state") { _ in }
        }
    }
}

extension ExecRequest: JSONMapped {
    package init() { self.init(id: "", process: .init(), streams: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("id", &id)
        try members.required("process", &process)
        try members.optional("streams", &streams)
    }
}
