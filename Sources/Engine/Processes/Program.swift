import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Another program, run to its end.
enum Program {
    /// Runs it with nothing on its standard input and its output dropped; blocks until it has ended.
    ///
    /// - Returns: its exit code, or 128 + the signal that ended it.
    static func run(_ path: String, _ arguments: [String]) throws(SystemCallError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var pid: pid_t = 0
        let status = posix_spawn(&pid, path, &actions, nil, &words, &environment)
        guard status == 0 else { throw SystemCallError("posix_spawn", path, errno: Errno(rawValue: status)) }
        var ended: Int32 = 0
        try systemCall("waitpid", path) { waitpid(pid, &ended, 0) }
        return ended & 0x7f == 0 ? (ended >> 8) & 0xff : 128 + (ended & 0x7f)
    }
}
