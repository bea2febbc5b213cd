#if canImport(Glibc)
import Glibc
#endif

/// A file descriptor with one owner, closed when the owner goes.
package struct OwnedDescriptor: ~Copyable, Sendable {
    package let raw: Int32

    /// Takes over `raw`, which no one else may close from here on.
    package init(owning raw: Int32) {
        self.raw = raw
    }

    /// Gives the descriptor away: the caller closes it.
    package consuming func release() -> Int32 {
        let raw = self.raw
        discard self
        return raw
    }

    /// A second descriptor for the same open file, close-on-exec.
    package borrowing func duplicate() throws(SystemCallError) -> OwnedDescriptor {
        let raw = self.raw
        return OwnedDescriptor(owning: try systemCall("fcntl") { fcntl(raw, F_DUPFD_CLOEXEC, 0) })
    }

    deinit {
        close(raw)
    }
}

extension Optional where Wrapped == OwnedDescriptor {
    /// The descriptor's number, without taking it over.
    package var raw: Int32? {
        switch self {
        case .some(let descriptor): descriptor.raw
        case .none: nil
        }
    }
}
