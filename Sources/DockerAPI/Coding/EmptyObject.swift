package import JSON

/// `{}`: the value of maps that stand for sets, such as `ExposedPorts`.
package struct EmptyObject: WireObject {
    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {}
}
