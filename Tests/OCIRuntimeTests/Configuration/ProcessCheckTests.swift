import OCI
import Testing

@testable import OCIRuntime

struct ProcessCheckTests {
    private func refusal(_ configure: (inout RuntimeSpec.Process) -> Void) -> RuntimeError? {
        var process = RuntimeSpec.Process(args: ["sh"], env: ["A=1"], cwd: "/")
        configure(&process)
        do throws(RuntimeError) {
            try ProcessCheck(process).run()
            return nil
        } catch {
            return error
        }
    }

    @Test func aPlainProcessIsGood() {
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.env = nil } == nil)
    }

    @Test func thereMustBeAProgram() {
        let message = "process.args: there is nothing to run"
        #expect(refusal { $0.args = nil }?.message == message)
        #expect(refusal { $0.args = [] }?.message == message)
        // As Go words it, which clients read.
        let empty = refusal { $0.args = ["", "x"] }
        #expect(empty?.message == "exec: \"\": executable file not found in $PATH")
        #expect(empty?.code == .commandNotFound)
    }

    @Test(arguments: ["", "etc", "./x", "~"])
    func theWorkingDirectoryIsAbsolute(path: String) {
        #expect(refusal { $0.cwd = path }?.message == "process.cwd: '\(path)' is not an absolute path")
    }

    @Test func zeroBytesAreRefused() {
        let message = "process: args, env and cwd must not hold a zero byte"
        #expect(refusal { $0.args?.append("a\0") }?.message == message)
        #expect(refusal { $0.env?.append("A=\0") }?.message == message)
        #expect(refusal { $0.cwd = "/\0" }?.message == message)
    }

    @Test(arguments: [-1001, 1001])
    func theScoreHasBounds(score: Int) {
        let message = "process.oomScoreAdj: \(score) is not within -1000 and 1000"
        #expect(refusal { $0.oomScoreAdj = score }?.message == message)
        #expect(refusal { $0.oomScoreAdj = score.signum() * 1000 } == nil)
    }

    @Test func limits() {
        let files = RuntimeSpec.ResourceLimit(type: "RLIMIT_NOFILE", hard: 2, soft: 1)
        #expect(refusal { $0.rlimits = [files] } == nil)
        #expect(
            refusal { $0.rlimits = [files, files] }?.message == "process.rlimits: RLIMIT_NOFILE is there twice")
        #expect(
            refusal { $0.rlimits = [.init(type: "nofile", hard: 1, soft: 1)] }?.message
                == "process.rlimits: there is no limit 'nofile'")
    }

    /// setresuid(2) leaves a user as it is when it is given -1: the process would stay root.
    @Test func theHighestNumberIsNoUser() {
        let highest = UInt32.max
        #expect(
            refusal { $0.user = .init(uid: highest) }?.message
                == "process.user.uid: 4294967295 is no number of a user or group")
        #expect(
            refusal { $0.user = .init(uid: 1, gid: highest) }?.message
                == "process.user.gid: 4294967295 is no number of a user or group")
        #expect(
            refusal { $0.user = .init(uid: 1, gid: 1, additionalGids: [5, highest]) }?.message
                == "process.user.additionalGids: 4294967295 is no number of a user or group")
        #expect(refusal { $0.user = .init(uid: highest - 1, gid: highest - 1) } == nil)
    }
}
