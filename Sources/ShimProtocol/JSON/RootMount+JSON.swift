package import JSON
package import Linux

/// An object of one member: the kind of root, with what it is made from.
extension RootMount: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let (name, body) = try json.onlyMember()
        do throws(JSONError) {
            switch name {
            case "directory":
                self = .directory(path: try body.required("path"), readOnly: try body.required("readOnly"))
            case "overlay":
                self = .overlay(
                    OverlayMount(
                        lower: try body.required("lower"), upper: try body.optional("upper"),
                        work: try body.optional("work")))
            case "opened":
                self = .opened(descriptor: try body.required("descriptor"), path: try body.required("path"))
            default: throw JSONError(.invalidValue, "no such kind of root")
            }
        } catch {
            throw error.inMember(name)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .directory(let path, let readOnly):
            writer.object("directory") {
                $0.required("path", path)
                $0.required("readOnly", readOnly)
            }
        case .overlay(let mount):
            writer.object("overlay") {
                $0.required("lower", mount.lower)
                $0.optional("upper", mount.upper)
                $0.optional("work", mount.work)
            }
        case .opened(let descriptor, let path):
            writer.object("opened") {
                $0.required("descriptor", descriptor)
                $0.required("path", path)
            }
        }
    }
}
