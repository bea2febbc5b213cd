import Glibc
import Linux
import OCI
import TestSupport
import Testing

/// setns(2) into a user namespace and unshare(2) of one need a process of one thread, and a child that goes on in the
/// program's own code must not wait for a lock that another thread held. strace(1) looks at what is cloned.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.isOurs && access("/usr/bin/strace", X_OK) == 0))
struct ThreadTests {
    @Test func noThreadIsMade() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        let trace = "\(bundle.directory)/trace"
        bundle.wrapper = ["/usr/bin/strace", "-f", "-qq", "-A", "-e", "trace=clone,clone3", "-o", trace]
        #expect(try bundle.exec("true").status == 0)
        for command in [
            ["pause", bundle.id], ["resume", bundle.id], ["ps", bundle.id], ["delete", "-f", bundle.id],
        ] {
            #expect(try bundle.runtime(command).status == 0, "\(command)")
        }
        bundle.spec.process?.args = ["true"]
        #expect(try bundle.run().status == 0)

        let clones = try SmallFile.read(trace).split(separator: "\n").filter { $0.contains("clone") }
        // A process that was executed, ps(1), and a container's first process.
        #expect(clones.count >= 3, "\(clones)")
        #expect(clones.filter { $0.contains("CLONE_THREAD") } == [])
    }
}
