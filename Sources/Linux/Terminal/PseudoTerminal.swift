import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A new pair of a terminal's ends: pty(7).
package struct PseudoTerminal: ~Copyable {
    package var master: OwnedDescriptor
    package var slave: OwnedDescriptor

    /// Allocates one in the `devpts` whose root `directory` is. The slave is got from the master, never by a path.
    package init(devpts directory: Int32) throws(SystemCallError) {
        let master = try OwnedDescriptor.open("ptmx", at: directory, O_RDWR | O_NOCTTY)
        let raw = master.raw
        var unlocked: Int32 = 0
        try systemCall("ioctl", "TIOCSPTLCK") { ioctl(raw, CLINUX_TIOCSPTLCK, &unlocked) }
        slave = try Self.slave(of: raw)
        self.master = master
    }

    /// Opens the slave of a master once more.
    package static func slave(of master: Int32) throws(SystemCallError) -> OwnedDescriptor {
        OwnedDescriptor(
            owning: try systemCall("ioctl", "TIOCGPTPEER") {
                ioctl(master, CLINUX_TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC)
            })
    }

    /// Keeps the slave and closes the master, which another process has got.
    package consuming func takeSlave() -> OwnedDescriptor { slave }

    /// - Parameter terminal: either end.
    package static func resize(_ terminal: Int32, columns: UInt16, rows: UInt16) throws(SystemCallError) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try systemCall("ioctl", "TIOCSWINSZ") { ioctl(terminal, UInt(TIOCSWINSZ), &size) }
    }

    /// Makes `terminal` the controlling one of the caller, the leader of a session without one.
    package static func control(_ terminal: Int32) throws(SystemCallError) {
        try systemCall("ioctl", "TIOCSCTTY") { ioctl(terminal, UInt(TIOCSCTTY), 0) }
    }
}
