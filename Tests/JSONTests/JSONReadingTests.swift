import JSON
import TestSupport
import Testing

struct JSONReadingTests {
    private func text(_ json: String) throws(JSONError) -> String { try String(json: Array(json.utf8)) }

    @Test(arguments: [
        (#""""#, ""), (#""a b""#, "a b"), (#" "é" "#, "é"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0041\u00e9""#, "Aé"), (#""\ud83d\uDE00!""#, "😀!"), (#""\u0000""#, "\0"),
    ])
    func stringsAreRead(json: String, expected: String) throws {
        #expect(try text(json) == expected)
    }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "[1", "[1,", "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}",
        "{1:1}", "[1 2]", "1 2", "tru", "nulll", "True", "+1", "01", "-", "1.", ".5", "1e", "1e+", "0x1", "NaN",
        "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\",
        "[}", "{]", "\u{feff}1",
    ])
    func whatIsNoJSONIsRefused(json: String) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(json.utf8)) }
        #expect(error?.code == .malformed)
    }

    @Test func whatIsNoUnicodeIsRefused() {
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: [0x22, 0xC3, 0x28, 0x22]) }
        #expect(error?.message == "it is not in UTF-8")
    }

    @Test(arguments: ["0", "-0", "10.5", "1e9", "-1E-9", "true", "[]", "{}", "[[],{}]", " [ 1 , 2 ] ", "null"])
    func whatIsJSONIsTaken(json: String) throws { _ = try JSONDocument(parsing: Array(json.utf8)) }

    @Test func nestingHasALimit() throws {
        let deepest = JSONDocument.maximumDepth
        let nested = { (depth: Int) in
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        _ = try JSONDocument(parsing: nested(deepest))
        #expect(throws: JSONError.self) { try JSONDocument(parsing: nested(deepest + 1)) }
    }

    @Test func numbersHaveTheirRange() throws {
        #expect(try UInt64(json: Array("18446744073709551615".utf8)) == .max)
        #expect(try Int64(json: Array("-9223372036854775808".utf8)) == .min)
        for (json, code) in [("-1", JSONError.Code.invalidValue), ("1.5", .invalidValue), ("65536", .invalidValue)] {
            #expect { try UInt16(json: Array(json.utf8)) } throws: { ($0 as? JSONError)?.code == code }
        }
        #expect { try Int(json: Array(#""1""#.utf8)) } throws: { ($0 as? JSONError)?.code == .typeMismatch }
    }

    @Test func aMemberIsFoundByItsNameHoweverItIsWritten() throws {
        let root = try JSONDocument(parsing: Array(#"{"x": {"a": 9}, "\u0061": 1, "b": [2, {"a": 3}]}"#.utf8)).root
        let a: Int = try root.required("a")
        #expect(a == 1)
        let missing: Int? = try root.optional("c")
        #expect(missing == nil)
    }

    /// As in other readers of this format: the last one counts.
    @Test func ofMembersWithOneNameTheLastCounts() throws {
        let value: Int = try JSONDocument(parsing: Array(#"{"a": 1, "a": 2}"#.utf8)).root.required("a")
        #expect(value == 2)
        #expect(try [String: Int](json: Array(#"{"a": 1, "a": 2}"#.utf8)) == ["a": 2])
    }

    @Test func whatIsWrongIsToldByItsPlace() {
        let error = #expect(throws: JSONError.self) { try [String: [Int]](json: Array(#"{"a": [1, "b"]}"#.utf8)) }
        #expect(error?.description == ".a[1]: expected a number, found a string")
        let root = #expect(throws: JSONError.self) { try [Int](json: Array("{}".utf8)) }
        #expect(root?.description == ".: expected an array, found an object")
    }

    @Test(arguments: 0..<4)
    func mutatedTextsAreReadOrRefused(seed: UInt64) throws {
        let seeds = [
            #"{"a":[1,-2.5e3,true,false,null,"\u00e9\ud83d\ude00\n"],"b":{"c":{},"d":[]}}"#, #"[[["x"]],"é"]"#,
        ]
        var outcomes: Set<Bool> = []
        for bytes in Mutations(of: seeds.map { Array($0.utf8) }, count: 2000, seed: seed) {
            let document = try? JSONDocument(parsing: bytes)
            outcomes.insert(document != nil)
            if let document { visit(document.root) }
        }
        #expect(outcomes == [true, false])
    }

    private func visit(_ node: JSONNode) {
        _ = try? node.string()
        for element in (try? node.elements()) ?? [] { visit(element) }
        for member in (try? node.members()) ?? [] { visit(member.value) }
    }
}
