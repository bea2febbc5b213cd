import Glibc
import Linux

/// What a process gets as its standard streams.
struct ProcessEnds: ~Copyable {
    let input: OwnedDescriptor
    let output: OwnedDescriptor
    let error: OwnedDescriptor
}

extension OwnedDescriptor {
    /// `/dev/null`, for reading and writing.
    static func null() throws(SystemCallError) -> OwnedDescriptor {
        OwnedDescriptor(owning: try systemCall("open", "/dev/null") { Glibc.open("/dev/null", O_RDWR | O_CLOEXEC) })
    }
}
