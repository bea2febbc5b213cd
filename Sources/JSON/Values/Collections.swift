extension Array: JSONRepresentable where Element: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let nodes = try json.elements()
        self = []
        reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            do { append(try Element(json: node)) } catch { throw error.inElement(index) }
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.array(self) }
}

extension Dictionary: JSONRepresentable where Key == String, Value: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        self = [:]
        for (name, node) in try json.members() {
            do { self[name] = try Value(json: node) } catch { throw error.inMember(name) }
        }
    }
}

/// Written in the order of the names, so that equal values have equal text.
extension Dictionary: JSONWritable where Key == String, Value: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, value) in sorted(by: { $0.key < $1.key }) {
                writer.name(name)
                value.write(to: &writer)
            }
        }
    }
}
