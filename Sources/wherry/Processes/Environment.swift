#if canImport(Glibc)
import Glibc
#endif

/// The variables a command was given. This process's own are looked up one by one: most commands ask for two or three,
/// and a dictionary of all of them costs more than the rest of a short command's work.
struct Environment: ExpressibleByDictionaryLiteral {
    /// `nil` stands for this process's own.
    private var variables: [String: String]?

    /// This process's environment, which nothing here changes.
    static let current = Environment(variables: nil)

    private init(variables: [String: String]?) {
        self.variables = variables
    }

    init(dictionaryLiteral elements: (String, String)...) {
        variables = Dictionary(elements) { $1 }
    }

    subscript(name: String) -> String? {
        guard let variables else { return getenv(name).map { String(cString: $0) } }
        return variables[name]
    }

    /// A copy that has one more variable, or another value of it.
    func setting(_ name: String, to value: String) -> Environment {
        Environment(variables: all.merging([name: value]) { $1 })
    }

    /// As execve(2) takes them: `NAME=value`.
    var words: [String] { all.map { "\($0.key)=\($0.value)" } }

    private var all: [String: String] {
        if let variables { return variables }
        var result: [String: String] = [:]
        var next = environ
        while let word = next?.pointee {
            let (name, value) = KeyValue.split(String(cString: word))
            result[name] = value
            next = next?.advanced(by: 1)
        }
        return result
    }
}
