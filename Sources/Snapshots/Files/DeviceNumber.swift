#if canImport(Glibc)
import Glibc
#endif

/// makedev(3): twelve bits of major number, twenty of minor, interleaved.
enum DeviceNumber {
    static func make(major: UInt32, minor: UInt32) -> dev_t {
        let major = UInt64(major)
        let minor = UInt64(minor)
        return dev_t((major & 0xfff) << 8 | (major & ~0xfff) << 32 | (minor & 0xff) | (minor & ~0xff) << 12)
    }

    static func parts(_ device: dev_t) -> (major: UInt32, minor: UInt32) {
        let device = UInt64(device)
        let major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfff)
        let minor = (device & 0xff) | (device >> 12 & 0xffff_ff00)
        return (UInt32(truncatingIfNeeded: major), UInt32(truncatingIfNeeded: minor))
    }
}
