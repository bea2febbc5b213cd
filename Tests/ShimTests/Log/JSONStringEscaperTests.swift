import FoundationEssentials
import TestSupport
import Testing

@testable import wherry_shim

@Suite struct JSONStringEscaperTests {
    static func escape(_ bytes: [UInt8]) -> [UInt8] {
        let capacity = bytes.count * JSONStringEscaper.largestExpansion + JSONStringEscaper.slack
        return [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            guard let base = target.baseAddress else { return }
            count = bytes.withUnsafeBytes { JSONStringEscaper.escape($0, into: base) }
        }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: escape(bytes), as: UTF8.self) }

    @Test(arguments: [
        ("plain text, longer than a word", "plain text, longer than a word"),
        ("a\"b\\c", #"a\"b\\c"#),
        ("tab\there\r\n", #"tab\u0009here\r\n"#),
        ("<b>&amp;</b>", #"\u003cb\u003e\u0026amp;\u003c/b\u003e"#),
        ("\u{1b}[31mred\u{7f}", "\\u001b[31mred\u{7f}"),
        ("grün 日本 🚢", "grün 日本 🚢"),
        ("line\u{2028}paragraph\u{2029}\u{202a}", "line\\u2028paragraph\\u2029\u{202a}"),
        ("\0", #"\u0000"#),
        ("", ""),
    ])
    func escapesAsDockerDoes(input: String, output: String) {
        #expect(Self.text(Array(input.utf8)) == output)
    }

    /// One replacement for each byte, as Go's decoder counts them.
    @Test(
        arguments: [
            ([0xff], #"\ufffd"#),
            ([0xc0, 0xaf], #"\ufffd\ufffd"#),
            ([0xe2, 0x82], #"\ufffd\ufffd"#),
            ([0xed, 0xa0, 0x80], #"\ufffd\ufffd\ufffd"#),
            ([0xf4, 0x90, 0x80, 0x80], #"\ufffd\ufffd\ufffd\ufffd"#),
            ([0x61, 0xe2, 0x82, 0x61], #"a\ufffd\ufffda"#),
        ] as [([UInt8], String)])
    func replacesWhatIsNoUTF8(input: [UInt8], output: String) {
        #expect(Self.text(input) == output)
    }

    @Test func everyByteIsRightAtEveryPlace() {
        for byte in UInt8.min...0x7f {
            let alone = Self.text([byte])
            for place in 0..<41 {
                var line = [UInt8](repeating: UInt8(ascii: "x"), count: 41)
                line[place] = byte
                let expected = String(repeating: "x", count: place) + alone + String(repeating: "x", count: 40 - place)
                #expect(Self.text(line) == expected)
            }
        }
    }

    /// What any JSON decoder reads back is what was written, with U+FFFD for what was no UTF-8.
    @Test(arguments: 0..<4)
    func aDecoderReadsItBack(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let alphabet: [[UInt8]] = [
            Array("plain words here".utf8), [0x00], [0x22], [0x5c], [0x3c], [0x3e], [0x26], [0x0a], [0x1f], [0x20],
            [0x7f],
            Array("é".utf8), Array("\u{2028}".utf8), Array("🚢".utf8), [0xc3], [0x80], [0xe2, 0x80], [0xf0, 0x9f],
            [0xff],
        ]
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let json = [UInt8(ascii: "\"")] + Self.escape(bytes) + [UInt8(ascii: "\"")]
            let decoded = try JSONDecoder().decode(String.self, from: Data(json))
            #expect(decoded == Self.withReplacements(bytes), "\(bytes)")
        }
    }

    /// The same by the standard library's validation of each prefix.
    private static func withReplacements(_ bytes: [UInt8]) -> String {
        var text = ""
        var rest = bytes[...]
        while !rest.isEmpty {
            let character = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
            text += character ?? "\u{fffd}"
            rest = rest.dropFirst(character?.utf8.count ?? 1)
        }
        return text
    }
}
