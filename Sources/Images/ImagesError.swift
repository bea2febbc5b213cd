import Linux
import SystemPackage

/// Why the image store could not do what it was asked to.
package struct ImagesError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case notFound
        /// Someone else is writing the same blob.
        case busy
        case digestMismatch, sizeMismatch
        /// Larger than the caller takes.
        case limitExceeded
        /// What is on the disk is not what was written there.
        case corrupt
        /// The disk, or a quota, is full.
        case noSpace
        case database
        /// The system refused something else; `cause` says what.
        case system
    }

    package let code: Code
    /// Names the thing, the value and, where there is one, the way out.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// - Parameter doing: what was being done and to what, such as `write blob sha256:…`: the call's own subject is not
    ///   said once more.
    init(_ doing: String, _ cause: SystemCallError) {
        let isFull = cause.errno == .noSpace || cause.errno == .diskQuotaExceeded
        self.init(isFull ? .noSpace : .system, "\(doing): \(cause.errno)", cause: cause)
    }

    package var description: String { message }
}
