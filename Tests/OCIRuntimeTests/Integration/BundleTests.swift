import Glibc
import Linux
import Testing

/// The fixture itself.
@Suite(.enabled(if: geteuid() == 0))
struct BundleTests {
    @Test func whatCannotBeDeletedIsAnIssue() throws {
        try withKnownIssue {
            let bundle = try Bundle()
            for path in [bundle.stateRoot, "\(bundle.stateRoot)/\(bundle.id)"] {
                try systemCall("mkdir", path) { mkdir(path, 0o700) }
            }
            bundle.program = "/bin/false"
        } matching: {
            $0.error == nil
        }
    }
}
