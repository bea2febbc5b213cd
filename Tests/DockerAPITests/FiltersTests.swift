import DockerAPI
import JSON
import Testing

@Suite struct FiltersTests {
    @Test(arguments: [
        #"{"label":{"a=b":true,"c":true},"status":{"running":true}}"#, #"{"label":["a=b","c"],"status":["running"]}"#,
    ])
    func bothForms(_ parameter: String) throws {
        let filters = try Filters(parameter: parameter)
        #expect(filters["label"] == ["a=b", "c"])
        #expect(filters["status"] == ["running"])
    }

    /// Go writes an empty map as `null`.
    @Test(arguments: ["", "null", "{}"]) func anEmptyParameterIsNoFilter(parameter: String) throws {
        #expect(try Filters(parameter: parameter).isEmpty)
    }

    @Test(arguments: ["{", "[]", #"{"label":"a"}"#, #"{"label":{"a":1}}"#, "\u{0}"])
    func malformed(_ parameter: String) {
        #expect(throws: FiltersError.malformed(parameter)) { try Filters(parameter: parameter) }
    }

    @Test func namesThatAreNotServedAreRefusedByName() throws {
        let filters = try Filters(parameter: #"{"label":["a"],"nmae":["x"]}"#)
        #expect(throws: FiltersError.notServed("nmae")) { try filters.validate(served: ["label", "name"]) }
        try filters.validate(served: ["label", "nmae"])
    }

    @Test func flags() throws {
        let filters = try Filters(
            parameter: #"{"dangling":{"true":true},"until":["0"],"both":["1","0"],"odd":["maybe"]}"#)
        #expect(try filters.flag("dangling") == true)
        #expect(try filters.flag("until") == false)
        #expect(try filters.flag("absent") == nil)
        #expect(throws: FiltersError.notBoolean("both", ["0", "1"])) { try filters.flag("both") }
        #expect(throws: FiltersError.notBoolean("odd", ["maybe"])) { try filters.flag("odd") }
    }

    @Test func labelsMatchByKeyAndByValue() throws {
        let filters = Filters(["label": ["a", "b=c=d"]])
        #expect(filters.matches(labels: ["a": "", "b": "c=d"]))
        #expect(!filters.matches(labels: ["a": "", "b": "c"]))
        #expect(!filters.matches(labels: ["b": "c=d"]))
        #expect(Filters().matches(labels: [:]))
        let without = Filters(["label": ["a"], "label!": ["b=c", "d"]])
        #expect(without.selects(labels: ["a": "", "b": "x"]))
        #expect(!without.selects(labels: ["a": "", "b": "c"]) && !without.selects(labels: ["a": "", "d": ""]))
        #expect(!without.selects(labels: [:]))
    }

    @Test func encodedAsGoReadsThem() {
        let json = String(decoding: Filters(["label": ["a=b"]]).json(), as: UTF8.self)
        #expect(json == #"{"label":{"a=b":true}}"#)
    }
}
