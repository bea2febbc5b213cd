/// One value of a ``JSONDocument``.
package struct JSONNode: Sendable {
    let document: JSONDocument
    let index: Int

    private var token: JSONDocument.Token { document.tokens[index] }

    package var isNull: Bool { token.kind == .null }

    package var isString: Bool { token.kind == .string || token.kind == .escapedString }

    package var isArray: Bool { token.kind == .array }

    var kind: JSONDocument.Token.Kind { token.kind }

    /// A string's text, or as it is written any other value.
    var text: String { document.text(token) }

    package func string() throws(JSONError) -> String {
        let token = token
        guard isString else { throw mismatch("a string") }
        return document.text(token)
    }

    package func bool() throws(JSONError) -> Bool {
        switch token.kind {
        case .true: return true
        case .false: return false
        default: throw mismatch("true or false")
        }
    }

    package func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws(JSONError) -> Integer {
        guard token.kind == .number else { throw mismatch("a number") }
        let text = document.text(token)
        guard let value = Integer(text) else {
            throw JSONError(.invalidValue, "\(text) is not a whole number from \(Integer.min) to \(Integer.max)")
        }
        return value
    }

    package func elements() throws(JSONError) -> [JSONNode] {
        guard token.kind == .array else { throw mismatch("an array") }
        return children
    }

    /// The members in the text's order.
    package func members() throws(JSONError) -> [(name: String, value: JSONNode)] {
        guard token.kind == .object else { throw mismatch("an object") }
        var members: [(name: String, value: JSONNode)] = []
        let nodes = children
        for position in stride(from: 0, to: nodes.count, by: 2) {
            members.append((try nodes[position].string(), nodes[position + 1]))
        }
        return members
    }

    /// The member of an object that has one alone.
    package func onlyMember() throws(JSONError) -> (name: String, value: JSONNode) {
        let members = try members()
        guard members.count == 1 else {
            throw JSONError(.invalidValue, "expected one member, found \(members.count)")
        }
        return members[0]
    }

    /// The object's member of that name, the last one where there are several; `nil` where there is none.
    func member(_ name: StaticString) -> JSONNode? {
        let found = document.tokens.withUnsafeBufferPointer { tokens in
            var found: Int?
            var position = index + 1
            while position < tokens[index].next {
                if document.isString(tokens[position], name) { found = position + 1 }
                position = Int(tokens[position + 1].next)
            }
            return found
        }
        return found.map { JSONNode(document: document, index: $0) }
    }

    func mismatch(_ expected: String) -> JSONError {
        let found =
            switch token.kind {
            case .object: "an object"
            case .array: "an array"
            case .string, .escapedString: "a string"
            case .number: "a number"
            case .true, .false: "\(token.kind)"
            case .null: "null"
            }
        return JSONError(.typeMismatch, "expected \(expected), found \(found)")
    }

    func requireObject() throws(JSONError) {
        guard token.kind == .object else { throw mismatch("an object") }
    }

    /// What an array holds; of an object, names and values in turn.
    private var children: [JSONNode] {
        var nodes: [JSONNode] = []
        var position = index + 1
        while position < token.next {
            nodes.append(JSONNode(document: document, index: position))
            position = Int(document.tokens[position].next)
        }
        return nodes
    }
}
