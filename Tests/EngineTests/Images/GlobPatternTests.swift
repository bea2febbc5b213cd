import Testing

@testable import Engine

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("busybox", "busybox", true), ("busy*", "busybox", true), ("*", "busybox", true), ("*", "a/b", false),
        ("*/*", "a/b", true), ("busybo?", "busybox", true), ("?", "/", false), ("[a-c]x", "bx", true),
        ("[^a-c]x", "bx", false), ("[^a-c]x", "dx", true), ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", false),
        ("*:latest", "busybox:latest", true), ("a\\*", "a*", true), ("a\\*", "ab", false), ("", "", true),
        ("**", "x", true),
        ("a*/b", "a/c/b", false), ("*a", "ba/a", false),
    ]) func matches(pattern: String, text: String, expected: Bool) throws {
        #expect(try #require(GlobPattern(pattern)).matches(text) == expected)
    }

    @Test(arguments: ["[", "[a", "[]", "[z-a]", "a\\", "[a-"]) func refuses(pattern: String) {
        #expect(GlobPattern(pattern) == nil)
    }

    @Test func takesNoLongerThanTheProductOfTheLengths() throws {
        let pattern = try #require(GlobPattern(String(repeating: "*a", count: 60) + "b"))
        #expect(!pattern.matches(String(repeating: "a", count: 4000)))
    }
}
