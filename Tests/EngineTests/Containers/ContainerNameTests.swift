import Testing

@testable import Engine

struct ContainerNameTests {
    @Test(arguments: ["web", "web-1", "a.b_c", "0a", "/web"])
    func acceptsDockersGrammar(name: String) throws {
        let expected = name.hasPrefix("/") ? String(name.dropFirst()) : name
        #expect(try ContainerName.validated(name) == expected)
    }

    @Test(arguments: ["", "a", "-web", ".web", "we b", "wéb", "web/1", "//web", String(repeating: "a", count: 256)])
    func refusesOtherNamesByValue(name: String) {
        let error = #expect(throws: EngineError.self) { try ContainerName.validated(name) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("(\(name))") == true)
    }

    @Test func randomNamesAreNames() throws {
        for attempt in 0..<40 { _ = try ContainerName.validated(ContainerName.random(attempt: attempt)) }
    }

    @Test func identifiersAre64HexadecimalDigitsAndDiffer() {
        let first = Identifier.random()
        #expect(first.count == 64)
        #expect(first.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(first != Identifier.random())
    }
}
