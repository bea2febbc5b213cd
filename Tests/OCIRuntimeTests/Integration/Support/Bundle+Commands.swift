import FoundationEssentials
import Glibc
import JSON
import Linux
import OCI
import SystemPackage
import Testing

extension Bundle {
    /// Creates the container; its output goes to the file that `output()` reads.
    func create(_ options: String...) throws {
        try writeConfiguration()
        let words = ["create", "--bundle", directory, "--pid-file", "\(directory)/pid"] + options + [id]
        let outcome = try runtime(words)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// Creates and starts it, and leaves it alone.
    func startDetached() throws {
        try create()
        let outcome = try runtime("start", id)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    func state() throws -> RuntimeState {
        let outcome = try runtime("state", id)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try RuntimeState(json: Array(outcome.output.utf8))
    }

    func exec(_ words: String...) throws -> Outcome {
        try runtime(["exec", id] + words)
    }

    /// Of the first process.
    func pid() throws -> Int32 {
        try #require(Int32(try SmallFile.read("\(directory)/pid")))
    }

    /// Waits until the first process has ended.
    func waitForEnd() throws {
        let pid = try pid()
        do {
            let process = try ProcessDescriptor.open(pid)
            try #require(try ProcessDescriptor.waitForEnd(process.raw, timeout: 20_000), "\(pid) does not end")
        } catch let error as SystemCallError where error.errno == .noSuchProcess {
            return
        }
    }

    /// What the container wrote, that `create` has started.
    func output() throws -> String { try SmallFile.read("\(directory)/run-0/stdout") }

    /// Waits until the container has written a line, which a named pipe in its root tells: `echo >/tmp/ready`.
    func makeReadyPipe() throws {
        try systemCall("mkfifo") { mkfifo(root("tmp/ready"), 0o666) }
        chmod(root("tmp/ready"), 0o666)
    }

    func waitUntilReady() throws {
        let pipe = try OwnedDescriptor.open(root("tmp/ready"), O_RDONLY | O_NONBLOCK)
        var request = pollfd(fd: pipe.raw, events: Int16(POLLIN), revents: 0)
        try #require(poll(&request, 1, 20_000) > 0, "the container does not say that it is ready")
    }

    /// That nothing is left of it: no cgroup, no state, no mount.
    func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try cgroups() == [], sourceLocation: sourceLocation)
        #expect(access("\(stateRoot)/\(id)", F_OK) != 0, sourceLocation: sourceLocation)
        let mounts = try SmallFile.read("/proc/self/mounts")
        #expect(!mounts.contains(directory), sourceLocation: sourceLocation)
    }
}
