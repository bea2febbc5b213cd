import Glibc
import Linux
import SystemPackage
import Testing

struct ProcessDescriptorTests {
    @Test func aProcessIsSignalledAndWaitedFor() throws {
        let pid = try spawned(["/bin/sleep", "1000"])
        let process = try ProcessDescriptor.open(pid)
        #expect(try !ProcessDescriptor.waitForEnd(process.raw, timeout: 0))
        try ProcessDescriptor.signal(process.raw, 0)
        try ProcessDescriptor.signal(process.raw, SIGKILL)
        #expect(try ProcessDescriptor.waitForEnd(process.raw, timeout: 10_000))
        var status: Int32 = 0
        #expect(waitpid(pid, &status, 0) == pid)
        #expect(status & 0x7f == SIGKILL)
        let gone = #expect(throws: SystemCallError.self) { try ProcessDescriptor.signal(process.raw, 0) }
        #expect(gone?.errno == .noSuchProcess)
    }

    @Test func thereIsNoProcessOfANumberThatNoneCanHave() {
        let error = #expect(throws: SystemCallError.self) { _ = try ProcessDescriptor.open(Int32.max) }
        #expect(error?.errno == .noSuchProcess)
    }

    @Test func aGroupIsNoProcessWhenItsLeaderHasEnded() throws {
        let leader = try spawned(["/bin/sh", "-c", "sleep 1000 &"], group: true)
        defer { kill(-leader, SIGKILL) }
        var status: Int32 = 0
        #expect(waitpid(leader, &status, 0) == leader)
        #expect(kill(-leader, 0) == 0)
        let error = #expect(throws: SystemCallError.self) { _ = try ProcessDescriptor.open(leader) }
        #expect(error?.errno == .noSuchProcess)
    }

    /// - Parameter group: whether it leads a group of its own.
    private func spawned(_ words: [String], group: Bool = false) throws -> Int32 {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        if group { posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP)) }
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: Int32 = 0
        try #require(posix_spawn(&pid, words[0], nil, &attributes, &arguments, environ) == 0)
        return pid
    }
}
