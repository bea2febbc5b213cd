#if canImport(Glibc)
import Glibc
#endif

/// Of a terminal, in characters.
struct TerminalSize: Equatable {
    let columns: Int
    let rows: Int

    /// `nil` where the descriptor is no terminal, or one of unknown size.
    init?(of descriptor: Int32) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        columns = Int(size.ws_col)
        rows = Int(size.ws_row)
    }

    /// The parameters of the `resize` calls.
    var query: [(name: String, value: String)] { [("h", String(rows)), ("w", String(columns))] }
}
