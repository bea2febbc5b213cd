import Glibc
import Linux

/// A pseudo-terminal (pty(7)) of a process, seen from its master.
struct Terminal: ~Copyable {
    private let master: OwnedDescriptor
    /// Kept open so that the master does not hang up while no process has the terminal open, as when an init system
    /// closes it and opens it again.
    private let peer: OwnedDescriptor

    /// TIOCGPTPEER of ioctl_tty(2), `_IO('T', 0x41)`: opens the other end wherever its devpts is mounted.
    private static let getPeer: UInt = 0x5441

    init(master: consuming OwnedDescriptor) throws(SystemCallError) {
        let raw = master.raw
        let flags = O_RDWR | O_NOCTTY | O_CLOEXEC
        peer = OwnedDescriptor(owning: try systemCall("ioctl", "TIOCGPTPEER") { ioctl(raw, Self.getPeer, flags) })
        self.master = master
    }

    borrowing func resize(columns: UInt16, rows: UInt16) throws(SystemCallError) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let raw = master.raw
        try systemCall("ioctl", "TIOCSWINSZ") { ioctl(raw, UInt(TIOCSWINSZ), &size) }
    }
}
