import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Descriptors 0, 1 and 2 of the program itself.
enum StandardDescriptors {
    /// Opens those that the caller has closed: the next file to be opened would otherwise become the container's
    /// standard input or output.
    static func fill() throws(SystemCallError) {
        for number: Int32 in 0..<3 where fcntl(number, F_GETFD) < 0 {
            let null = try OwnedDescriptor.open("/dev/null", O_RDWR).release()
            // The lowest that is free is taken, which is this one; it is to survive an exec.
            try systemCall("fcntl", "descriptor \(null)") { fcntl(null, F_SETFD, 0) }
        }
    }
}
