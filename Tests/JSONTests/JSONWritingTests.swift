import JSON
import Testing

struct JSONWritingTests {
    private struct Point: JSONMapped, Equatable {
        var x = 0
        var label: String?
        var tags: [String] = []
        var more: [String: Int] = [:]

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.required("x", &x)
            try members.optional("label", &label)
            try members.required("tags", &tags)
            try members.required("more", &more)
        }
    }

    private func text(_ value: some JSONRepresentable, indentation: Int? = nil) -> String {
        String(decoding: value.json(indentation: indentation), as: UTF8.self)
    }

    @Test func valuesAreWrittenInTheOrderOfTheirMembers() {
        let point = Point(x: -1, label: "p", tags: ["a", "b"], more: ["z": 1, "y": 2])
        #expect(text(point) == #"{"x":-1,"label":"p","tags":["a","b"],"more":{"y":2,"z":1}}"#)
        #expect(text([Point(), Point()]) == #"[{"x":0,"tags":[],"more":{}},{"x":0,"tags":[],"more":{}}]"#)
    }

    @Test func linesAreIndented() {
        let point = Point(x: 1, tags: ["a", "b"])
        let expected = """
            {
              "x": 1,
              "tags": [
                "a",
                "b"
              ],
              "more": {}
            }
            """
        #expect(text(point, indentation: 2) == expected)
    }

    @Test(arguments: ["", "plain", "é 😀", "\"\\/", "\n\t\u{1}\u{1f}", "\0"])
    func stringsComeBack(string: String) throws {
        #expect(try String(json: string.json()) == string)
    }

    @Test func controlCharactersAreEscaped() {
        #expect(text("\u{1}\n\u{1f}") == #""\u0001\n\u001f""#)
    }

    @Test func valuesComeBack() throws {
        let point = Point(x: .max, label: "", tags: ["\n"], more: ["a\"b": .min])
        #expect(try Point(json: point.json()) == point)
        #expect(try Point(json: point.json(indentation: 3)) == point)
    }

    @Test func nullIsAbsent() throws {
        let json = #"{"x": 1, "label": null, "tags": [], "more": {}, "unknown": 5}"#
        #expect(try Point(json: Array(json.utf8)) == Point(x: 1))
        let error = #expect(throws: JSONError.self) {
            try Point(json: Array(#"{"x": null, "tags": [], "more": {}}"#.utf8))
        }
        #expect(error == JSONError(.missing, "it is null").inMember("x"))
    }
}
