import Glibc
import TestSupport

/// The OCI runtime that the scenarios are run on: the built `wherry-runtime`, or another program with runc's command
/// line that `WHERRY_TEST_RUNTIME` names, such as `/usr/sbin/runc`, which checks the scenarios themselves.
enum RuntimeUnderTest {
    private static let other = getenv("WHERRY_TEST_RUNTIME").map { String(cString: $0) }

    /// What only this project's runtime does, or does in these words, is not asked of another.
    static let isOurs = other == nil

    static func path() throws -> String { try other ?? BuiltProgram.path(of: "wherry-runtime") }
}
