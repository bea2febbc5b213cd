import CLinux
import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A shim that this engine started and is the parent of.
struct ShimProcess: Sendable {
    let pid: pid_t

    /// Starts `program` in a session of its own, in `directory`, with nothing of ours but `inherited`, under the same
    /// numbers.
    ///
    /// Every descriptor of the engine is close-on-exec; posix_spawn(3) uses `CLONE_VFORK`, so the cost does not grow
    /// with us.
    /// - Parameters:
    ///   - input: its standard input; `nil` is `/dev/null`.
    ///   - errors: the file that its standard error is appended to; `nil` leaves it ours.
    static func start(
        _ program: String, arguments: [String], directory: String, input: Int32? = nil, errors: String? = nil,
        inherited: [Int32] = []
    ) throws(SystemCallError) -> ShimProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, input ?? 1, 0)
        if let errors { posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600) }
        for descriptor in inherited { posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor) }
        clinux_spawn_add_chdir(&actions, directory)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(&attributes)

        var arguments = (["wherry-shim"] + arguments).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var pid: pid_t = 0
        let status = posix_spawn(&pid, program, &actions, &attributes, &arguments, &environment)
        guard status == 0 else { throw SystemCallError("posix_spawn", program, errno: Errno(rawValue: status)) }
        return ShimProcess(pid: pid)
    }

    /// The engine's threads block and ignore signals as they like; the shim starts with none of that.
    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | clinux_spawn_setsid)
    }

    /// Takes its status from the kernel once it has ended; blocks for at most `limit` milliseconds.
    func reap(limit: Int32) {
        guard let descriptor = try? ProcessDescriptor.open(pid),
            (try? ProcessDescriptor.waitForEnd(descriptor.raw, timeout: limit)) == true
        else { return }
        waitpid(pid, nil, 0)
    }
}
