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

    private func text(_ value: some JSONWritable, indentation: String? = nil) -> String {
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
        #expect(text(point, indentation: "  ") == expected)
    }

    @Test(arguments: ["", "plain", "é 😀", "\"\\/", "\n\t\u{1}\u{1f}", "\0"])
    func stringsComeBack(string: String) throws {
        #expect(try String(json: string.json()) == string)
    }

    @Test func controlCharactersAreEscaped() {
        #expect(text("\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}") == "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\u{7f}\"")
    }

    @Test func valuesComeBack() throws {
        let point = Point(x: .max, label: "", tags: ["\n"], more: ["a\"b": .min])
        #expect(try Point(json: point.json()) == point)
        #expect(try Point(json: point.json(indentation: "\t")) == point)
    }

    private struct Absences: JSONMapped, Equatable {
        var nullable: Int?
        var written = 1
        var null = 2
        var absent = 3

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.nullable("nullable", &nullable)
            try members.defaulted("written", &written, as: .value)
            try members.defaulted("null", &null, as: .null)
            try members.defaulted("absent", &absent, as: .absent)
        }
    }

    @Test func whatIsAbsentIsWrittenAsItsFormSays() throws {
        #expect(text(Absences()) == #"{"nullable":null,"written":1,"null":null}"#)
        #expect(text(Absences(nullable: 5)) == #"{"nullable":5,"written":1,"null":null}"#)
        #expect(Absences.memberNames == ["nullable", "written", "null", "absent"])
    }

    @Test func whatIsAbsentKeepsItsDefault() throws {
        #expect(try Absences(json: Array("{}".utf8)) == Absences())
        let nulls = #"{"nullable":null,"written":null,"null":null,"absent":null}"#
        #expect(try Absences(json: Array(nulls.utf8)) == Absences())
        let given = #"{"nullable":4,"written":5,"null":6,"absent":7}"#
        #expect(try Absences(json: Array(given.utf8)) == Absences(nullable: 4, written: 5, null: 6, absent: 7))
        let error = #expect(throws: JSONError.self) { try Absences(json: Array(#"{"absent":"x"}"#.utf8)) }
        #expect(error == JSONError(.typeMismatch, "expected a number, found a string").inMember("absent"))
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
