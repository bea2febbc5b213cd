package import JSON

/// A line of `GET /events`.
package struct Event: WireObject {
    /// The first part of `Action`, for containers and images only; with `id` and `from` for clients before API 1.22.
    package var status = ""
    package var id = ""
    package var from = ""
    package var type = ""
    package var action = ""
    package var actor = EventActor()
    package var scope = ""
    /// In seconds since 1970.
    package var time = 0
    /// In nanoseconds since 1970.
    package var timeNano = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("status", &status)
        try members.omitEmpty("id", &id)
        try members.omitEmpty("from", &from)
        try members.field("Type", &type)
        try members.field("Action", &action)
        try members.field("Actor", &actor)
        try members.field("scope", &scope)
        try members.field("time", &time)
        try members.field("timeNano", &timeNano)
    }
}

package struct EventActor: WireObject {
    package var id = ""
    package var attributes: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("ID", &id)
        try members.field("Attributes", &attributes)
    }
}
