package import JSON
package import Networking

extension Endpoint: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        self.init(
            address: try json.required("address"), prefixLength: try json.required("prefixLength"),
            gateway: try json.required("gateway"), macAddress: try json.required("macAddress"),
            hostInterface: try json.required("hostInterface"), publications: try json.required("publications"))
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.required("address", address)
            $0.required("prefixLength", prefixLength)
            $0.required("gateway", gateway)
            $0.required("macAddress", macAddress)
            $0.required("hostInterface", hostInterface)
            $0.required("publications", publications)
        }
    }
}

extension Publication: JSONMapped {
    package init() { self.init(hostPort: 0, containerPort: 0, transport: .tcp) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("hostAddress", &hostAddress)
        try members.required("hostPort", &hostPort)
        try members.required("containerPort", &containerPort)
        try members.required("transport", &transport)
    }
}

extension Publication.Transport: JSONRepresentable {}
