package import JSON

package struct Volume: WireObject {
    package var createdAt = ""
    package var driver = ""
    package var labels: [String: String] = [:]
    package var mountpoint = ""
    package var name = ""
    package var options: [String: String] = [:]
    package var scope = ""
    package var usageData: VolumeUsage?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("CreatedAt", &createdAt)
        try members.field("Driver", &driver)
        try members.nullIfEmpty("Labels", &labels)
        try members.field("Mountpoint", &mountpoint)
        try members.field("Name", &name)
        try members.nullIfEmpty("Options", &options)
        try members.field("Scope", &scope)
        try members.optional("UsageData", &usageData)
    }
}

package struct VolumeUsage: WireObject {
    /// How many containers hold it; -1 where it was not counted.
    package var refCount = 0
    /// In bytes; -1 where it was not computed.
    package var size = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("RefCount", &refCount)
        try members.field("Size", &size)
    }
}

/// The answer to `GET /volumes`.
package struct VolumeListResponse: WireObject {
    package var volumes: [Volume] = []
    package var warnings: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Volumes", &volumes)
        try members.nullIfEmpty("Warnings", &warnings)
    }
}

/// The body of `POST /volumes/create`.
package struct VolumeCreateRequest: WireObject {
    package var name = ""
    package var driver = ""
    package var driverOpts: [String: String] = [:]
    package var labels: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Name", &name)
        try members.omitEmpty("Driver", &driver)
        try members.omitEmpty("DriverOpts", &driverOpts)
        try members.omitEmpty("Labels", &labels)
    }
}
