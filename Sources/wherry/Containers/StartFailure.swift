/// Why a container's first process could not be started.
enum StartFailure {
    /// The API tells the reasons apart by its message alone, which is the OCI runtime's.
    static func status(_ message: String) -> ExitStatus {
        let notFound = ["executable file not found", "no such file or directory"]
        let notExecutable = ["permission denied", "is a directory", "exec format error"]
        if notFound.contains(where: message.contains) { return .commandNotFound }
        if notExecutable.contains(where: message.contains) { return .commandNotExecutable }
        return .engineFailure
    }
}
