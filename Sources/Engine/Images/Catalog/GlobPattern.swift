/// A pattern as Go's `path.Match` has it, which Docker's name filters use: `*` and `?` for anything but a slash,
/// `[a-z]` and `[^a-z]` for one character, a backslash before what shall be itself.
struct GlobPattern: Sendable {
    private enum Element: Equatable {
        case literal(Character)
        case one
        case any
        case range(isNegated: Bool, [ClosedRange<Character>])
    }
    private let elements: [Element]

    /// - Returns: `nil` for a malformed pattern.
    init?(_ text: String) {
        var elements: [Element] = []
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "*": if elements.last != .any { elements.append(.any) }
            case "?": elements.append(.one)
            case "[":
                guard let range = Self.range(&rest) else { return nil }
                elements.append(range)
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                elements.append(.literal(escaped))
            default: elements.append(.literal(character))
            }
        }
        self.elements = elements
    }

    private static func range(_ rest: inout Substring) -> Element? {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Character>] = []
        while let low = character(&rest) {
            var high = low
            if rest.first == "-" {
                rest.removeFirst()
                guard let end = character(&rest), end >= low else { return nil }
                high = end
            }
            ranges.append(low...high)
            if rest.first == "]" {
                rest.removeFirst()
                return .range(isNegated: isNegated, ranges)
            }
        }
        return nil
    }

    private static func character(_ rest: inout Substring) -> Character? {
        guard let first = rest.popFirst(), first != "]", first != "-" else { return nil }
        return first == "\\" ? rest.popFirst() : first
    }

    /// Time grows with the product of both lengths: after a mismatch only the last `*` is tried anew.
    func matches(_ text: String) -> Bool {
        let text = Array(text)
        var (position, element) = (0, 0)
        var retry: (position: Int, element: Int)?
        while position < text.count {
            if element < elements.count, elements[element] == .any {
                retry = (position, element)
                element += 1
            } else if element < elements.count, Self.matches(elements[element], text[position]) {
                position += 1
                element += 1
            } else if let last = retry, text[last.position] != "/" {
                retry = (last.position + 1, last.element)
                (position, element) = (last.position + 1, last.element + 1)
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .any }
    }

    private static func matches(_ element: Element, _ character: Character) -> Bool {
        switch element {
        case .literal(let wanted): wanted == character
        case .one: character != "/"
        case .any: false
        case .range(let isNegated, let ranges): ranges.contains { $0.contains(character) } != isNegated
        }
    }
}
