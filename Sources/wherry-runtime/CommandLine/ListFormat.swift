import OCIRuntime

/// How lists are printed.
enum ListFormat: String {
    case table, json

    init(named name: String) throws(RuntimeError) {
        guard let format = Self(rawValue: name) else {
            throw RuntimeError(.invalidConfiguration, "invalid format option")
        }
        self = format
    }
}
