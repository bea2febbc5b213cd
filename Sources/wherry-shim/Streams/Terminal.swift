import CLinux
import Glibc
import Linux

/// A pseudo-terminal (pty(7)) of a process, seen from its master.
struct Terminal: ~Copyable {
    private let master: OwnedDescriptor
    /// Kept open so that the master does not hang up while no process has the terminal open, as when an init system
    /// closes it and opens it again.
    private let peer: OwnedDescriptor

    init(master: consuming OwnedDescriptor) throws(SystemCallError) {
        let raw = master.raw
        let flags = O_RDWR | O_NOCTTY | O_CLOEXEC
        peer = OwnedDescriptor(
            owning: try systemCall("ioctl", "TIOCGPTPEER") { ioctl(raw, UInt(CLINUX_TIOCGPTPEER), flags) })
        self.master = master
    }

    borrowing func resize(columns: UInt16, rows: UInt16) throws(SystemCallError) {
        try PseudoTerminal.resize(master.raw, columns: columns, rows: rows)
    }
}
