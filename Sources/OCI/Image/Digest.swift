/// A content digest, `algorithm:encoded`: image-spec `descriptor.md`, section "Digests". Always well formed.
package struct Digest: Hashable, Sendable {
    package enum Algorithm: String, Sendable, CaseIterable {
        case sha256, sha384, sha512

        /// The digest's length in bytes; its text has twice as many hexadecimal digits.
        package var size: Int {
            switch self {
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    package let algorithm: Algorithm
    /// Lower-case hexadecimal.
    package let encoded: String

    /// Of content without a byte.
    package static let ofNothing = Digest(
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

    /// - Parameter encoded: known to be well formed.
    private init(sha256 encoded: String) {
        algorithm = .sha256
        self.encoded = encoded
    }

    /// - Throws: `invalidDigest` when `encoded` is not lower-case hexadecimal of the algorithm's length.
    package init(_ algorithm: Algorithm, encoded: String) throws(OCIError) {
        guard encoded.utf8.count == algorithm.size * 2 else {
            throw OCIError(.invalidDigest, "invalid checksum digest length: \(algorithm):\(encoded.prefix(140))")
        }
        guard encoded.utf8.allSatisfy(\.isLowercaseHexadecimal) else {
            throw OCIError(.invalidDigest, "invalid checksum digest format: \(algorithm):\(encoded)")
        }
        self.algorithm = algorithm
        self.encoded = encoded
    }

    /// - Throws: `invalidDigest`, in the words that Docker's clients print.
    package init(parsing text: String) throws(OCIError) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw OCIError(.invalidDigest, "invalid checksum digest format: \(text.prefix(140))")
        }
        guard let algorithm = Algorithm(rawValue: String(text[..<colon])) else {
            throw OCIError(.invalidDigest, "unsupported digest algorithm: \(text.prefix(140))")
        }
        try self.init(algorithm, encoded: String(text[text.index(after: colon)...]))
    }

    /// Writes out a hash that was computed: as many bytes as the algorithm gives.
    package init(_ algorithm: Algorithm, hash: some Sequence<UInt8>) throws(OCIError) {
        try self.init(algorithm, encoded: Self.hexadecimal(hash))
    }

    /// What people are shown: the first twelve digits.
    package var short: String {
        String(encoded.prefix(12))
    }

    /// The digest as a number, most significant byte first.
    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(algorithm.size)
        var high: UInt8?
        for digit in encoded.utf8 {
            let value = digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
            if let first = high {
                result.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return result
    }

    /// Two lower-case digits a byte.
    package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Digest: CustomStringConvertible {
    package var description: String {
        "\(algorithm.rawValue):\(encoded)"
    }
}

extension Digest: Comparable {
    package static func < (left: Digest, right: Digest) -> Bool {
        left.description < right.description
    }
}

extension UInt8 {
    var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
    var isLowercase: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self }
    var isUppercase: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
    var isLowercaseHexadecimal: Bool { isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self }
}
