package import Linux

/// Why a cgroup could not be made, changed or read.
package struct CgroupError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// A limit that this machine's cgroups cannot express; the message names the member.
        case unsupported
        /// A value out of range; the message names the member.
        case invalidValue
        case system
    }
    package let code: Code
    package let message: String
    package let cause: SystemCallError?

    package init(_ code: Code, _ message: String, cause: SystemCallError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    init(_ doing: String, _ cause: SystemCallError) {
        self.init(.system, "\(doing): \(cause)", cause: cause)
    }

    package var description: String { message }
}
