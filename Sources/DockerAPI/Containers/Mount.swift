package import JSON

/// An entry of `HostConfig.Mounts`: the long form of a bind, volume or tmpfs.
package struct Mount: WireObject {
    /// `bind`, `volume` or `tmpfs`.
    package var type = ""
    package var source = ""
    package var target = ""
    package var readOnly = false
    package var consistency = ""
    package var bindOptions: BindOptions?
    package var volumeOptions: VolumeOptions?
    package var tmpfsOptions: TmpfsOptions?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Type", &type)
        try members.omitEmpty("Source", &source)
        try members.omitEmpty("Target", &target)
        try members.omitEmpty("ReadOnly", &readOnly)
        try members.omitEmpty("Consistency", &consistency)
        try members.optional("BindOptions", &bindOptions)
        try members.optional("VolumeOptions", &volumeOptions)
        try members.optional("TmpfsOptions", &tmpfsOptions)
    }
}

package struct BindOptions: WireObject {
    package var propagation = ""
    package var nonRecursive = false
    package var createMountpoint = false
    package var readOnlyNonRecursive = false
    package var readOnlyForceRecursive = false

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Propagation", &propagation)
        try members.omitEmpty("NonRecursive", &nonRecursive)
        try members.omitEmpty("CreateMountpoint", &createMountpoint)
        try members.omitEmpty("ReadOnlyNonRecursive", &readOnlyNonRecursive)
        try members.omitEmpty("ReadOnlyForceRecursive", &readOnlyForceRecursive)
    }
}

package struct VolumeOptions: WireObject {
    package var noCopy = false
    package var labels: [String: String] = [:]
    package var subpath = ""
    package var driverConfig: VolumeDriverConfig?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("NoCopy", &noCopy)
        try members.omitEmpty("Labels", &labels)
        try members.omitEmpty("Subpath", &subpath)
        try members.optional("DriverConfig", &driverConfig)
    }
}

package struct VolumeDriverConfig: WireObject {
    package var name = ""
    package var options: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Name", &name)
        try members.omitEmpty("Options", &options)
    }
}

package struct TmpfsOptions: WireObject {
    package var sizeBytes = 0
    /// Permission bits.
    package var mode = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("SizeBytes", &sizeBytes)
        try members.omitEmpty("Mode", &mode)
    }
}
