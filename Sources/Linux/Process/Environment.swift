#if canImport(Glibc)
import Glibc
#endif

/// The variables a program was given. This process's own are looked up one by one: most commands ask for two or three,
/// and a dictionary of all of them costs more than the rest of a short command's work.
package struct Environment: Sendable, ExpressibleByDictionaryLiteral {
    /// `nil` stands for this process's own.
    private let variables: [String: String]?

    /// This process's environment, which nothing here changes.
    package static let current = Environment(variables: nil)

    private init(variables: [String: String]?) {
        self.variables = variables
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        variables = Dictionary(elements) { $1 }
    }

    package subscript(name: String) -> String? {
        guard let variables else { return getenv(name).map { String(cString: $0) } }
        return variables[name]
    }

    /// A copy that has one more variable, or another value of it.
    package func setting(_ name: String, to value: String) -> Environment {
        Environment(variables: all.merging([name: value]) { $1 })
    }

    /// As execve(2) takes them: `NAME=value`.
    package var words: [String] { all.map { "\($0.key)=\($0.value)" } }

    /// Those of the variables that are set, as execve(2) takes them.
    package func words(of names: [String]) -> [String] {
        names.compactMap { name in self[name].map { "\(name)=\($0)" } }
    }

    private var all: [String: String] { variables ?? Self.ownVariables() }

    private static func ownVariables() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let word = entry.pointee {
            let pair = String(cString: word).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return result
    }
}
