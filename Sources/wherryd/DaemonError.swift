/// Why the engine cannot be started: one line that names the setting, its value and the way out.
struct DaemonError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
