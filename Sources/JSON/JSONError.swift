/// Why bytes are not the JSON that was expected.
package struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// The bytes are no JSON text in UTF-8, or it is nested deeper than ``JSONDocument/maximumDepth``.
        case malformed
        case typeMismatch
        /// A member that must be there is absent or `null`.
        case missing
        /// The type is right; the value is none of those that there are.
        case invalidValue
    }
    package let code: Code
    /// What is wrong, without the place.
    package let message: String
    /// Where, from the root: such as `.process.rlimits[0].soft`; `.` is the root itself.
    package private(set) var place = "."

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(place): \(message)" }

    package func inMember(_ name: String) -> JSONError { inside(".\(name)") }

    package func inElement(_ index: Int) -> JSONError { inside("[\(index)]") }

    private func inside(_ step: String) -> JSONError {
        var error = self
        error.place = place == "." ? step : step + place
        return error
    }
}
