package import JSON

/// A mount of a container, as inspect and the list show it.
package struct MountPoint: WireObject {
    package var type = ""
    package var name = ""
    package var source = ""
    package var destination = ""
    package var driver = ""
    package var mode = ""
    package var readWrite = false
    package var propagation = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Type", &type)
        try members.omitEmpty("Name", &name)
        try members.field("Source", &source)
        try members.field("Destination", &destination)
        try members.omitEmpty("Driver", &driver)
        try members.field("Mode", &mode)
        try members.field("RW", &readWrite)
        try members.field("Propagation", &propagation)
    }
}
