/// The grammar of distribution's `reference` package, which Docker's clients and registries share, over ASCII bytes.
enum ReferenceGrammar {
    /// 64 hexadecimal digits: an image's ID.
    static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy(\.isLowercaseHexadecimal)
    }

    /// `[\w][\w.-]{0,127}`
    static func isTag(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isWord, text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { $0.isWord || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// `algorithm:hex`, 32 digits or more; whether the algorithm is known is `Digest`'s to say.
    static func isDigest(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let hexadecimal = text.utf8[text.utf8.index(after: colon)...]
        let components = text.utf8[..<colon].split(omittingEmptySubsequences: false) { "-_+.".utf8.contains($0) }
        return hexadecimal.count >= 32 && hexadecimal.allSatisfy { $0.isLowercaseHexadecimal || (65...70).contains($0) }
            && components.allSatisfy { component in
                component.first.map { $0.isLowercase || $0.isUppercase } == true
                    && component.allSatisfy(\.isAlphanumeric)
            }
    }

    /// `host[:port]`, the host a DNS name, an IPv4 address or an IPv6 address in brackets.
    static func isDomain(_ text: String) -> Bool {
        if text.utf8.first == UInt8(ascii: "[") { return isBracketed(text) }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, !isPort(parts[1]) { return false }
        return parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { component in
            guard let first = component.first, let last = component.last else { return false }
            return first.isAlphanumeric && last.isAlphanumeric
                && component.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isBracketed(_ text: String) -> Bool {
        guard let end = text.utf8.firstIndex(of: UInt8(ascii: "]")) else { return false }
        let address = text.utf8[..<end].dropFirst()
        let rest = text.utf8[end...].dropFirst()
        let isAddress = !address.isEmpty && address.allSatisfy { $0.isHexadecimal || $0 == UInt8(ascii: ":") }
        return isAddress && (rest.isEmpty || rest.first == UInt8(ascii: ":") && isPort(rest.dropFirst()))
    }

    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        !text.isEmpty && text.allSatisfy(\.isDigit)
    }

    /// Components of lower-case letters and digits, joined inside by one `.`, one or two `_`, or any number of `-`.
    static func isPath(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(isPathComponent)
    }

    private static func isPathComponent(_ component: Substring.UTF8View) -> Bool {
        guard let first = component.first, let last = component.last else { return false }
        guard first.isPathLetter, last.isPathLetter else { return false }
        let separators = component.split(whereSeparator: \.isPathLetter)
        return separators.allSatisfy(isSeparator)
    }

    private static func isSeparator(_ run: Substring.UTF8View) -> Bool {
        switch run.first {
        case UInt8(ascii: "."): run.count == 1
        case UInt8(ascii: "_"): run.count <= 2 && run.allSatisfy { $0 == UInt8(ascii: "_") }
        case UInt8(ascii: "-"): run.allSatisfy { $0 == UInt8(ascii: "-") }
        default: false
        }
    }
}

extension UInt8 {
    fileprivate var isPathLetter: Bool { isDigit || isLowercase }
    fileprivate var isAlphanumeric: Bool { isDigit || isLowercase || isUppercase }
    fileprivate var isWord: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
    fileprivate var isHexadecimal: Bool { isLowercaseHexadecimal || UInt8(ascii: "A")...UInt8(ascii: "F") ~= self }
}
