/// Writes JSON, compactly or over indented lines.
///
/// The caller keeps the grammar: in an object each value follows its ``name(_:)``.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Of one level; `nil` writes all on one line.
    private let indentation: String?
    private var depth = 0
    /// Whether a comma is due before the next value or name.
    private var follows = false

    package init(indentation: String? = nil) {
        self.indentation = indentation
        bytes.reserveCapacity(256)
    }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        members(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func array(_ elements: some Sequence<some JSONWritable>) {
        open(UInt8(ascii: "["))
        for element in elements {
            separate()
            element.write(to: &self)
        }
        close(UInt8(ascii: "]"))
    }

    package mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        colon()
    }

    package mutating func name(_ name: String) {
        separate()
        quote(name)
        colon()
    }

    package mutating func string(_ text: String) {
        quote(text)
        follows = true
    }

    package mutating func number(_ value: some FixedWidthInteger) { literal(String(value)) }

    /// - Parameter digits: a number as RFC 8259, section 6, has it.
    package mutating func number(digits: String) { literal(digits) }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func null() { literal("null") }

    private mutating func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        follows = true
    }

    private mutating func open(_ byte: UInt8) {
        bytes.append(byte)
        depth += 1
        follows = false
    }

    private mutating func close(_ byte: UInt8) {
        depth -= 1
        if follows { newLine() }
        bytes.append(byte)
        follows = true
    }

    private mutating func separate() {
        if follows { bytes.append(UInt8(ascii: ",")) }
        newLine()
        follows = false
    }

    private mutating func colon() {
        bytes.append(UInt8(ascii: ":"))
        if indentation != nil { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func newLine() {
        guard let indentation else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { bytes.append(contentsOf: indentation.utf8) }
    }

    private mutating func quote(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { text in
            if text.allSatisfy(JSONEscape.isPlain) {
                bytes.append(contentsOf: text)
            } else {
                for byte in text { escape(byte) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case 0x08: bytes.append(contentsOf: "\\b".utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
        case 0x0C: bytes.append(contentsOf: "\\f".utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
        case 0..<0x20:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(contentsOf: [byte >> 4, byte & 15].map(Self.hexadecimal))
        default: bytes.append(byte)
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
