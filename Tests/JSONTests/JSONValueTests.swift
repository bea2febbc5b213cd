import JSON
import TestSupport
import Testing

struct JSONValueTests {
    private func value(_ json: String) throws(JSONError) -> JSONValue { try JSONValue(json: Array(json.utf8)) }

    private func text(_ value: JSONValue) -> String { String(decoding: value.json(), as: UTF8.self) }

    @Test(arguments: [
        #"{"b":1.50,"a":[true,null,-2e3,18446744073709551615,9007199254740993],"c":{}}"#, "[]", "null", #""x""#,
        "false",
        #"{"a":1,"a":2}"#,
    ])
    func orderAndDigitsAreKept(json: String) throws {
        #expect(try text(value(json)) == json)
    }

    @Test func aMemberIsFoundAndSetByItsName() throws {
        var object = try value(#"{"b":1,"a":{"c":"x"},"b":2}"#)
        #expect(object[member: "b"] == .integer(2))
        #expect(object[member: "B"] == nil)
        #expect(object[member: "a"]?[member: "c"]?.string == "x")
        object[member: "a"] = .null
        object[member: "d"] = .bool(true)
        #expect(text(object) == #"{"b":1,"a":null,"b":2,"d":true}"#)
        object[member: "b"] = nil
        #expect(text(object) == #"{"a":null,"d":true}"#)
        #expect(JSONValue.array([.null])[member: "a"] == nil)
    }

    @Test func whatSaysNothing() throws {
        #expect(try value(#"{"a":[],"b":0,"c":"","d":false,"e":null,"f":{"g":[{}]},"h":-0.0e5}"#).isZero)
        for json in [#"{"a":{"b":[0,1]}}"#, "1e-9", "true", #"" ""#] { #expect(try !value(json).isZero, "\(json)") }
    }

    @Test(arguments: 0..<4)
    func mutatedValuesComeBack(seed: UInt64) throws {
        let seeds = [#"{"a":[1,2.5,"x\u00e4\r\t\b\f"],"b":{"c":null,"d":true}}"#, #"[[["x"]],"é",-0.5E+3]"#]
        var understood = 0
        for bytes in Mutations(of: seeds.map { Array($0.utf8) }, count: 2000, seed: seed) {
            guard let value = try? JSONValue(json: bytes) else { continue }
            understood += 1
            #expect(try JSONValue(json: value.json()) == value)
            #expect(try JSONValue(json: value.json(indentation: " ")) == value)
        }
        #expect(understood > 50 && understood < 1950)
    }
}
