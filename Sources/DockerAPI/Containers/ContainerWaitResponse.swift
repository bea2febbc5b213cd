package import JSON

/// The answer to `POST /containers/{id}/wait`.
package struct ContainerWaitResponse: WireObject {
    /// -1 with ``error``.
    package var statusCode = 0
    package var error: WaitError?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("StatusCode", &statusCode)
        try members.optional("Error", &error)
    }
}

package struct WaitError: WireObject {
    package var message = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Message", &message)
    }
}
