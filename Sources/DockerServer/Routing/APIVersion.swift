/// A version of the Docker Engine API, such as 1.51.
package struct APIVersion: Comparable, Sendable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package static let newest = APIVersion(major: 1, minor: 51)
    package static let oldest = APIVersion(major: 1, minor: 24)

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// - Parameter text: `major.minor`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else {
            return nil
        }
        self.init(major: major, minor: minor)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// Takes the version off a path that begins with one; other paths are of the newest version.
    ///
    /// - Throws: ``ServerError`` `badRequest` where the version is not served, worded as Docker's clients know it.
    static func split(_ path: Substring) throws(ServerError) -> (version: APIVersion, path: Substring) {
        guard path.hasPrefix("/v") else { return (newest, path) }
        let text = path.dropFirst(2).prefix { $0 != "/" }
        guard text.first?.isNumber == true, let version = APIVersion(text) else { return (newest, path) }
        if version > newest {
            throw ServerError(
                .badRequest,
                "client version \(version) is too new. Maximum supported API version is \(newest)")
        }
        if version < oldest {
            throw ServerError(
                .badRequest,
                "client version \(version) is too old. Minimum supported API version is \(oldest), "
                    + "please upgrade your client to a newer version")
        }
        return (version, path.dropFirst(2 + text.count))
    }
}
