import Glibc
import Linux
import ShimProtocol

/// Where a container's exit status is kept for an engine that was not there.
struct ExitFile {
    let path: String

    /// Writes the status in full or not at all.
    func write(_ status: ExitStatus) throws {
        let temporary = path + ".tmp"
        try RunDirectory.write(status, to: temporary)
        try systemCall("rename", path) { rename(temporary, path) }
    }
}
