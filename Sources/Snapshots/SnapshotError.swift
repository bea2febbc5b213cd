package import Linux
import SystemPackage

/// Why a snapshotter could not do what it was asked to.
package struct SnapshotError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The archive is no tar archive, is cut short, or holds what cannot be applied.
        case invalidArchive
        /// The compressed stream is damaged or cut short.
        case invalidCompression
        /// The archive is not what its digest says.
        case digestMismatch
        /// The layer is beyond one of ``LayerLimits``.
        case limitExceeded
        case notFound
        case alreadyExists
        /// Something else stands on it.
        case inUse
        /// A name that cannot be a snapshot's key, or a request that contradicts itself.
        case invalidArgument
        /// The disk, or a quota, is full.
        case noSpace
        /// The writer was abandoned, or failed before.
        case abandoned
        /// The system refused something else; `cause` says what.
        case system
    }

    package let code: Code
    /// Names the thing, the value and, where there is one, the way out.
    package let message: String
    package let cause: SystemCallError?

    package init(_ code: Code, _ message: String, cause: SystemCallError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package init(_ cause: SystemCallError) {
        let full = cause.errno == .noSpace || cause.errno == .diskQuotaExceeded
        self.init(full ? .noSpace : .system, cause.description, cause: cause)
    }

    /// The same, with what was being done in front.
    package func during(_ doing: String) -> SnapshotError {
        SnapshotError(code, "\(doing): \(message)", cause: cause)
    }

    package var description: String { message }
}
