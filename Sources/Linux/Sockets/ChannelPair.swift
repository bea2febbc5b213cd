import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Two ends of a socketpair(2); both close-on-exec.
package struct ChannelPair: ~Copyable {
    package var first: OwnedDescriptor
    package var second: OwnedDescriptor

    /// Keeps messages apart.
    package init() throws(SystemCallError) {
        try self.init(type: Int32(SOCK_SEQPACKET.rawValue))
    }

    /// Of bytes, as a pipe that goes both ways.
    package static func stream() throws(SystemCallError) -> ChannelPair {
        try ChannelPair(type: Int32(SOCK_STREAM.rawValue))
    }

    private init(type: Int32) throws(SystemCallError) {
        var ends: [Int32] = [-1, -1]
        try systemCall("socketpair") { socketpair(AF_UNIX, type | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) }
        first = OwnedDescriptor(owning: ends[0])
        second = OwnedDescriptor(owning: ends[1])
    }

    /// Keeps the first end and closes the second, which a child has.
    package consuming func takeFirst() -> OwnedDescriptor { first }

    /// Keeps the second end and closes the first: a child that kept its parent's would not see it go.
    package consuming func takeSecond() -> OwnedDescriptor { second }
}
