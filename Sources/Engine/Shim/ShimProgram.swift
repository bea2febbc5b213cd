import Linux

/// The `wherry-shim` program, through a mount of it that cannot be written: whatever a container learns of the process
/// above it, it does not get at the host's file. An engine keeps the version that it began with.
final class ShimProgram: Sendable {
    private let executable: ReadOnlyExecutable

    init(_ path: String) throws(SystemCallError) {
        executable = try ReadOnlyExecutable(path)
    }

    /// To be executed by this process's children only.
    var path: String { "/proc/self/fd/\(executable.descriptor.raw)" }
}
