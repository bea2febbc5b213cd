import JSON
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Runs hooks in their order, each with the container's state on its standard input.
enum HookRunner {
    /// - Parameter directory: where they work, if it is there; `nil` is where the caller does.
    static func run(
        _ hooks: [RuntimeSpec.Hook]?, _ stage: String, _ state: RuntimeState, in directory: String? = nil
    ) throws(RuntimeError) {
        guard let hooks, !hooks.isEmpty else { return }
        let input = state.json()
        for (index, hook) in hooks.enumerated() { try run(hook, "\(stage) hook #\(index)", input, in: directory) }
    }

    /// Goes on where one fails.
    ///
    /// - Returns: why some did.
    static func runAll(
        _ hooks: [RuntimeSpec.Hook], _ stage: String, _ state: RuntimeState, in directory: String
    ) -> [RuntimeError] {
        if hooks.isEmpty { return [] }
        let input = state.json()
        return hooks.enumerated().reduce(into: []) { failures, hook in
            do throws(RuntimeError) {
                try run(hook.element, "\(stage) hook #\(hook.offset)", input, in: directory)
            } catch {
                failures.append(error)
            }
        }
    }

    private static func run(
        _ hook: RuntimeSpec.Hook, _ place: String, _ input: [UInt8], in directory: String?
    ) throws(RuntimeError) {
        let name = "error running \(place)"
        let outcome = try doing(name) { () throws(SystemCallError) in try run(hook, input, in: directory) }
        if let problem = outcome.problem { throw RuntimeError(.system, "\(name): \(problem)") }
    }

    /// Runs a program of the host's without input.
    static func run(_ program: RuntimeSpec.Hook, _ purpose: String) throws(RuntimeError) {
        let outcome = try doing(purpose) { () throws(SystemCallError) in try run(program, []) }
        if let problem = outcome.problem { throw RuntimeError(.system, "\(purpose): \(program.path): \(problem)") }
    }

    private struct Outcome {
        var problem: String?
    }

    private static func run(
        _ hook: RuntimeSpec.Hook, _ input: [UInt8], in directory: String? = nil
    ) throws(SystemCallError) -> Outcome {
        let stdin = try ChannelPair.stream()
        let stderr = try ChannelPair.stream()
        switch try cloneProcess() {
        case .child:
            if let directory { chdir(directory) }
            become(hook, input: stdin.second.raw, output: stderr.second.raw)
        case .parent(let pid, let pidfd):
            var ends = HookStreams(input: consume stdin, output: consume stderr, state: input)
            defer { ChildProcess.end(pid, pidfd.raw) }
            guard try ends.collect(until: pidfd.raw, timeout: hook.timeout) else {
                // What it has started goes with it; one that ended in time may leave something running.
                kill(-pid, SIGKILL)
                return Outcome(problem: "it took more than \(hook.timeout ?? 0) s")
            }
            return Outcome(problem: exitProblem(pidfd.raw, ends.errors))
        }
    }

    private static func become(_ hook: RuntimeSpec.Hook, input: Int32, output: Int32) -> Never {
        SignalDefaults.restore()
        setsid()
        try? StandardStreams.set(input: input, output: output, error: output)
        try? DescriptorRange.close(from: 3)
        let failure = Program.execute(hook.path, arguments: hook.args ?? [hook.path], environment: hook.env ?? [])
        try? OwnedDescriptor(owning: STDERR_FILENO).write("\(failure)".utf8)
        _exit(127)
    }

    /// Looks at how it ended, and leaves it to be reaped.
    private static func exitProblem(_ pidfd: Int32, _ errors: String) -> String? {
        var information = siginfo_t()
        guard waitid(P_PIDFD, id_t(pidfd), &information, WEXITED | WNOWAIT) == 0 else {
            return "it cannot be waited for"
        }
        let status = information._sifields._sigchld.si_status
        if information.si_code == Int32(CLD_EXITED), status == 0 { return nil }
        let how = information.si_code == Int32(CLD_EXITED) ? "exit status \(status)" : "signal \(status)"
        return errors.isEmpty ? how : "\(how), output: \(errors)"
    }
}
