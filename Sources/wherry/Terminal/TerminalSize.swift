#if canImport(Glibc)
import Glibc
#endif

/// Of a terminal, in characters.
struct TerminalSize: Equatable {
    private(set) var columns: Int
    private(set) var rows: Int

    /// `nil` where the descriptor is no terminal, or one of unknown size.
    init?(of descriptor: Int32) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        columns = Int(size.ws_col)
        rows = Int(size.ws_row)
    }

    /// A little larger: a terminal that goes from it to its own size has changed, and programs draw on it anew.
    var enlarged: TerminalSize {
        var size = self
        size.columns += 1
        size.rows += 1
        return size
    }

    /// The parameters of the `resize` calls.
    var query: [(name: String, value: String)] { [("h", String(rows)), ("w", String(columns))] }
}
