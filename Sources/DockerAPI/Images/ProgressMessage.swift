package import JSON

/// A message of the streams of pull, push, import, load and build: a JSON object, then `\r\n`.
package struct ProgressMessage: WireObject {
    package var stream = ""
    package var status = ""
    package var progressDetail: ProgressDetail?
    /// `progressDetail` drawn as a bar.
    package var progress = ""
    /// A layer's short id; messages with the same one overwrite each other on a terminal.
    package var id = ""
    package var errorDetail: ErrorDetail?
    package var error = ""
    package var aux: JSONValue?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("stream", &stream)
        try members.omitEmpty("status", &status)
        try members.optional("progressDetail", &progressDetail)
        try members.omitEmpty("progress", &progress)
        try members.omitEmpty("id", &id)
        try members.optional("errorDetail", &errorDetail)
        try members.omitEmpty("error", &error)
        try members.optional("aux", &aux)
    }
}

package struct ProgressDetail: WireObject {
    /// In bytes, or in `units`.
    package var current = 0
    package var total = 0
    package var units = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("current", &current)
        try members.omitEmpty("total", &total)
        try members.omitEmpty("units", &units)
    }
}

package struct ErrorDetail: WireObject {
    package var code = 0
    package var message = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("code", &code)
        try members.field("message", &message)
    }
}
