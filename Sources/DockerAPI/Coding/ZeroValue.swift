/// A type with the value that Docker's wire format reads from a key that is absent or null.
package protocol ZeroValue: Equatable {
    static var zero: Self { get }
}

extension ZeroValue {
    var isZero: Bool { self == Self.zero }
}

extension Bool: ZeroValue {
    package static var zero: Bool { false }
}

extension String: ZeroValue {
    package static var zero: String { "" }
}

extension Int: ZeroValue {}

extension Array: ZeroValue where Element: Equatable {
    package static var zero: [Element] { [] }
}

extension Dictionary: ZeroValue where Value: Equatable {
    package static var zero: [Key: Value] { [:] }
}

/// A JSON object of the API: every key may be absent, and then reads as zero.
package protocol WireObject: Codable, Equatable, Sendable, ZeroValue {
    init()
}

extension WireObject {
    package static var zero: Self { Self() }
}
