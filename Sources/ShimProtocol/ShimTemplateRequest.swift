package import JSON

/// What the engine asks of a shim's template, a `wherry-shim` that was started ahead: a shim, which is a fork of it.
///
/// Request and reply are a message each on a `SOCK_SEQPACKET` socket, the template's standard input. The first
/// descriptor of a request is the read end of a pipe, on which the new shim waits for one byte before it does anything:
/// if it ends without, the engine has not learnt of the shim and the shim ends. Then come those that the shim inherits.
/// The template ends when the engine does.
package struct ShimTemplateRequest: Equatable, Sendable, JSONMapped {
    /// The first argument of a program that is to be a template.
    package static let argument = "template"

    /// The container's id, for whoever lists processes.
    package var id: String
    /// The run directory: see ``ShimConfiguration``.
    package var directory: String
    /// The file that the shim's standard error is appended to.
    package var errors: String
    /// The numbers under which the shim has the descriptors that come with the request, all above 2.
    package var descriptors: [Int32]

    package init(id: String, directory: String, errors: String, descriptors: [Int32]) {
        self.id = id
        self.directory = directory
        self.errors = errors
        self.descriptors = descriptors
    }

    package init() { self.init(id: "", directory: "", errors: "", descriptors: []) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("id", &id)
        try members.required("directory", &directory)
        try members.required("errors", &errors)
        try members.required("descriptors", &descriptors)
    }
}

package struct ShimTemplateReply: Equatable, Sendable, JSONMapped {
    /// The new shim's, which is a child of the engine; `nil` when there is none.
    package var pid: Int32?
    /// Why there is none.
    package var failure: String?

    package init(pid: Int32? = nil, failure: String? = nil) {
        self.pid = pid
        self.failure = failure
    }

    package init() { self.init(pid: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("pid", &pid)
        try members.optional("failure", &failure)
    }
}
