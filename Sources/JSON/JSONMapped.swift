/// A value whose JSON form is an object; its members are listed once, for reading and writing both.
///
/// ```swift
/// mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
///     try members.required("path", &path)
///     try members.optional("readonly", &readonly)
/// }
/// ```
package protocol JSONMapped: JSONRepresentable {
    /// The value before its members are read.
    init()

    /// Gives each member its turn. Members that are not listed are passed over when read.
    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure)
}

/// What ``JSONMapped/map(_:)`` gives the members to: a reader sets them, a writer takes them.
package protocol JSONMembers {
    associatedtype Failure: Error

    mutating func required(_ name: StaticString, _ value: inout some JSONRepresentable) throws(Failure)

    /// A member that is absent or `null` is `nil`; `nil` is not written.
    mutating func optional<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) throws(Failure)

    /// A member that is absent or `null` is `nil`; `nil` is written as `null`.
    mutating func nullable<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) throws(Failure)

    /// A member that is absent or `null` leaves the value as ``JSONMapped/init()`` made it.
    ///
    /// - Parameter form: how the value is to be written, by a writer.
    mutating func defaulted(
        _ name: StaticString, _ value: inout some JSONRepresentable, as form: JSONMemberForm
    ) throws(Failure)
}

/// How a member is written that may be left out.
package enum JSONMemberForm: Sendable {
    case value
    case null
    case absent
}

extension JSONMapped {
    package init(json: JSONNode) throws(JSONError) {
        self.init()
        var members = try JSONMemberReader(json)
        try map(&members)
    }

    package func write(to writer: inout JSONWriter) {
        var value = self
        writer.object { value.map(&$0) }
    }
}
