package import JSON

/// The body of every answer of 400 and above.
package struct ErrorMessage: WireObject {
    package var message = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("message", &message)
    }
}
