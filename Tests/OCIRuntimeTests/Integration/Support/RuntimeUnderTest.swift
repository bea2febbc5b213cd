import Glibc
import TestSupport

/// The OCI runtime that the scenarios are run on: the built `wherry-runtime`, or another program with runc's commands
/// that `WHERRY_TEST_RUNTIME` names, such as `/usr/sbin/runc`, which checks the scenarios themselves.
enum RuntimeUnderTest {
    /// Others, by the names of their programs.
    enum Peer: String {
        case runc, crun
    }

    private static let other = getenv("WHERRY_TEST_RUNTIME").map { String(cString: $0) }

    /// What only this project's runtime does, or does in these words, is not asked of another.
    static let isOurs = other == nil

    static let peer = other?.split(separator: "/").last.flatMap { Peer(rawValue: String($0)) }

    /// crun has runc's commands, but options, formats and words of its own.
    static let speaksAsRunc = peer != .crun

    /// Whether `text` says why something failed, in words that clients read; who has others must say something.
    static func tells(_ words: String, in text: String) -> Bool {
        speaksAsRunc ? text.replacing("\\\"", with: "\"").contains(words) : !text.isEmpty
    }

    static func path() throws -> String { try other ?? BuiltProgram.path(of: "wherry-runtime") }
}
