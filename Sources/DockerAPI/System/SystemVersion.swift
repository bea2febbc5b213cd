package import JSON

/// The answer to `GET /version`.
package struct SystemVersion: WireObject {
    package var platform = PlatformName()
    package var components: [ComponentVersion] = []
    package var version = ""
    package var apiVersion = ""
    package var minAPIVersion = ""
    package var gitCommit = ""
    package var goVersion = ""
    package var os = ""
    package var arch = ""
    package var kernelVersion = ""
    package var experimental = false
    package var buildTime = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Platform", &platform)
        try members.field("Components", &components)
        try members.field("Version", &version)
        try members.field("ApiVersion", &apiVersion)
        try members.field("MinAPIVersion", &minAPIVersion)
        try members.field("GitCommit", &gitCommit)
        try members.field("GoVersion", &goVersion)
        try members.field("Os", &os)
        try members.field("Arch", &arch)
        try members.field("KernelVersion", &kernelVersion)
        try members.omitEmpty("Experimental", &experimental)
        try members.field("BuildTime", &buildTime)
    }
}

package struct PlatformName: WireObject {
    package var name = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
    }
}

package struct ComponentVersion: WireObject {
    package var name = ""
    package var version = ""
    package var details: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.field("Version", &version)
        try members.nullIfEmpty("Details", &details)
    }
}
