import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Programs that a command starts.
enum ChildProcess {
    /// `POSIX_SPAWN_SETSID` of `<spawn.h>`, which the C module for Swift leaves out.
    private static let newSessionFlag: Int32 = 0x80

    /// Spawns with no signal blocked or ignored, whatever this program has changed.
    ///
    /// - Parameter newSession: detaches the child from the terminal.
    @discardableResult
    static func spawn(
        _ program: String, _ arguments: [String], environment: [String],
        actions: inout posix_spawn_file_actions_t, newSession: Bool
    ) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let session = newSession ? newSessionFlag : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session))
        var pid: pid_t = 0
        let code = withCStrings(arguments) { argv in
            withCStrings(environment) { envp in posix_spawn(&pid, program, &actions, &attributes, argv, envp) }
        }
        guard code == 0 else {
            throw CommandLineError(.system, "cannot start \(program): \(Errno(rawValue: code))")
        }
        return pid
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        return body(pointers)
    }
}
