import Linux

#if canImport(Glibc)
import Glibc
#endif

enum StandardError {
    /// There is nowhere to tell that it cannot be written.
    static func write(_ bytes: [UInt8]) {
        let error = OwnedDescriptor(owning: STDERR_FILENO)
        try? error.write(bytes)
        _ = error.release()
    }
}
