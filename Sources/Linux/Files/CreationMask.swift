#if canImport(Glibc)
import Glibc
#endif

/// umask(2).
package enum CreationMask {
    /// - Parameter mask: permission bits that the files the caller makes do not get.
    package static func set(_ mask: UInt32) {
        // It cannot fail.
        _ = try? systemCall("umask", String(mask, radix: 8)) { Int32(bitPattern: umask(mask)) }
    }
}
