/// Random ids, as Docker's: 64 hexadecimal digits.
package enum Identifier {
    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for _ in 0..<4 {
            let word: UInt64 = generator.next()
            for shift in stride(from: 60, through: 0, by: -4) {
                text.append(digits[Int(truncatingIfNeeded: word >> UInt64(shift)) & 15])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The first twelve digits, as tables show them.
    package static func short(_ id: String) -> String {
        String(id.prefix(12))
    }
}
