/// A set of names, in JSON an object whose members are empty objects (Go's `map[string]struct{}`).
package struct NameSet: Hashable, Sendable, ExpressibleByArrayLiteral {
    package var names: Set<String>

    package init(_ names: some Sequence<String>) {
        self.names = Set(names)
    }

    package init(arrayLiteral names: String...) {
        self.names = Set(names)
    }

    package var sorted: [String] { names.sorted() }
}
