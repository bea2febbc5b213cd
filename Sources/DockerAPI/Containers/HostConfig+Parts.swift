package import JSON

package struct LogConfig: WireObject {
    package var type = ""
    package var config: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Type", &type)
        try members.field("Config", &config)
    }
}

package struct PortBinding: WireObject {
    package var hostIP = ""
    /// A number, a range `first-last`, or empty for any free port.
    package var hostPort = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("HostIp", &hostIP)
        try members.field("HostPort", &hostPort)
    }
}

package struct RestartPolicy: WireObject {
    /// Empty, `no`, `always`, `on-failure` or `unless-stopped`.
    package var name = ""
    package var maximumRetryCount = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.field("MaximumRetryCount", &maximumRetryCount)
    }
}

package struct DeviceMapping: WireObject {
    package var pathOnHost = ""
    package var pathInContainer = ""
    /// Of `r`, `w` and `m`.
    package var cgroupPermissions = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("PathOnHost", &pathOnHost)
        try members.field("PathInContainer", &pathInContainer)
        try members.field("CgroupPermissions", &cgroupPermissions)
    }
}

package struct Ulimit: WireObject {
    package var name = ""
    package var hard = 0
    package var soft = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.field("Hard", &hard)
        try members.field("Soft", &soft)
    }
}
