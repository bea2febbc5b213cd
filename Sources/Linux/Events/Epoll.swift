package import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// What a descriptor is ready for, as epoll_ctl(2) names it.
package struct Readiness: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let readable = Readiness(rawValue: EPOLLIN.rawValue)
    package static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
    /// Reported without being asked for: the other end is gone, both directions of it.
    package static let hangUp = Readiness(rawValue: EPOLLHUP.rawValue)
    /// Reported without being asked for; on a pipe's write end: no reader is left.
    package static let error = Readiness(rawValue: EPOLLERR.rawValue)
}

/// An epoll(7) instance, level-triggered. Each descriptor is told by a token of the caller's.
package struct Epoll: ~Copyable {
    private let descriptor: OwnedDescriptor

    package init() throws(SystemCallError) {
        descriptor = OwnedDescriptor(
            owning: try systemCall("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    }

    package borrowing func add(_ raw: Int32, _ interest: Readiness, token: UInt64) throws(SystemCallError) {
        try control(EPOLL_CTL_ADD, raw, interest, token: token)
    }

    package borrowing func modify(_ raw: Int32, _ interest: Readiness, token: UInt64) throws(SystemCallError) {
        try control(EPOLL_CTL_MOD, raw, interest, token: token)
    }

    package borrowing func remove(_ raw: Int32) throws(SystemCallError) {
        try control(EPOLL_CTL_DEL, raw, [], token: 0)
    }

    /// Waits until something is ready, and writes it to the front of `events`.
    ///
    /// - Parameter milliseconds: how long at most; `nil` is for ever.
    /// - Returns: how many events were written; 0 when the time was up.
    package borrowing func wait(
        _ events: UnsafeMutableBufferPointer<epoll_event>, milliseconds: Int32? = nil
    ) throws(SystemCallError) -> Int {
        Int(
            try systemCall("epoll_wait") {
                epoll_wait(descriptor.raw, events.baseAddress, Int32(events.count), milliseconds ?? -1)
            })
    }

    private borrowing func control(
        _ operation: Int32, _ raw: Int32, _ interest: Readiness, token: UInt64
    ) throws(SystemCallError) {
        var event = epoll_event(events: interest.rawValue, data: epoll_data(u64: token))
        try systemCall("epoll_ctl", "descriptor \(raw)") { epoll_ctl(descriptor.raw, operation, raw, &event) }
    }
}
