/// A type with a value that says nothing, which Docker's wire format leaves out of an object or writes as null.
package protocol ZeroValue {
    var isZero: Bool { get }
}

extension Bool: ZeroValue {
    package var isZero: Bool { !self }
}

extension String: ZeroValue {
    package var isZero: Bool { isEmpty }
}

extension Int: ZeroValue {
    package var isZero: Bool { self == 0 }
}

extension Array: ZeroValue {
    package var isZero: Bool { isEmpty }
}

extension Dictionary: ZeroValue {
    package var isZero: Bool { isEmpty }
}
