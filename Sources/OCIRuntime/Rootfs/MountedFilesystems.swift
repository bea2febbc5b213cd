import Linux

/// Mounts of the container that are used again after they were attached, by descriptor: a path could meanwhile lead
/// elsewhere.
struct MountedFilesystems: ~Copyable {
    /// The container's procfs, for what is written there; a private one where the configuration has none.
    var proc: OwnedDescriptor?
    /// Where terminals are allocated.
    var devpts: OwnedDescriptor?
    /// Whether `/dev` is the host's, or another's: nothing is made in it then.
    var devIsBound = false
}
