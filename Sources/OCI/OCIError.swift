/// A name or a document of the image specifications that could not be read.
package struct OCIError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case invalidReference, invalidDigest, invalidPlatform
        /// A manifest, an index or a configuration that breaks its specification.
        case invalidDocument
        /// Well formed, and of a kind that is not served (such as Docker's schema 1).
        case unsupported
    }

    package let code: Code
    /// One line, as Docker words it where its users know the wording.
    package let message: String
    /// What lay under it, in the words of the parser that found it; empty where there is nothing to add.
    package let cause: String

    package init(_ code: Code, _ message: String, cause: String = "") {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        cause.isEmpty ? message : "\(message): \(cause)"
    }
}
