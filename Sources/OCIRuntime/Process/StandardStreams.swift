import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Descriptors 0, 1 and 2 of a process that is being started.
enum StandardStreams {
    /// Puts the caller's three in place. Sources among 0 to 2 are moved out of the way first.
    static func set(input: Int32, output: Int32, error: Int32) throws(SystemCallError) {
        var sources = [input, output, error]
        for index in sources.indices where sources[index] < 3 && sources[index] != Int32(index) {
            let source = sources[index]
            sources[index] = try systemCall("fcntl") { fcntl(source, F_DUPFD_CLOEXEC, 3) }
        }
        for (index, source) in sources.enumerated() where source != Int32(index) {
            try systemCall("dup3") { dup2(source, Int32(index)) }
        }
    }

    /// A terminal's slave for all three.
    static func set(terminal: Int32) throws(SystemCallError) {
        for index: Int32 in 0..<3 { try systemCall("dup2") { dup2(terminal, index) } }
    }

    /// Gives pipes and terminals to the user, who could not open `/dev/stdout` again otherwise. What cannot change its
    /// owner, such as a socket or a file on a read-only mount, is left.
    static func give(to user: UInt32) throws(SystemCallError) {
        for index: Int32 in 0..<3 {
            let status = try FileStatus(of: index)
            let isNull = status.kind == .characterDevice && status.major == 1 && status.minor == 3
            guard status.owner != user, !isNull else { continue }
            _ = try? systemCall("fchown", "descriptor \(index)") { fchown(index, user, gid_t.max) }
        }
    }
}
