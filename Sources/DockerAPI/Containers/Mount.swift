/// An entry of `HostConfig.Mounts`: the long form of a bind, volume or tmpfs.
package struct Mount: WireObject {
    /// `bind`, `volume` or `tmpfs`.
    @OmitEmpty package var type: String
    @OmitEmpty package var source: String
    @OmitEmpty package var target: String
    @OmitEmpty package var readOnly: Bool
    @OmitEmpty package var consistency: String
    package var bindOptions: BindOptions?
    package var volumeOptions: VolumeOptions?
    package var tmpfsOptions: TmpfsOptions?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case type = "Type", source = "Source", target = "Target", readOnly = "ReadOnly", consistency = "Consistency"
        case bindOptions = "BindOptions", volumeOptions = "VolumeOptions", tmpfsOptions = "TmpfsOptions"
    }
}

package struct BindOptions: WireObject {
    @OmitEmpty package var propagation: String
    @OmitEmpty package var nonRecursive: Bool
    @OmitEmpty package var createMountpoint: Bool
    @OmitEmpty package var readOnlyNonRecursive: Bool
    @OmitEmpty package var readOnlyForceRecursive: Bool

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case propagation = "Propagation", nonRecursive = "NonRecursive", createMountpoint = "CreateMountpoint"
        case readOnlyNonRecursive = "ReadOnlyNonRecursive", readOnlyForceRecursive = "ReadOnlyForceRecursive"
    }
}

package struct VolumeOptions: WireObject {
    @OmitEmpty package var noCopy: Bool
    @OmitEmpty package var labels: [String: String]
    @OmitEmpty package var subpath: String
    package var driverConfig: VolumeDriverConfig?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case noCopy = "NoCopy", labels = "Labels", subpath = "Subpath", driverConfig = "DriverConfig"
    }
}

package struct VolumeDriverConfig: WireObject {
    @OmitEmpty package var name: String
    @OmitEmpty package var options: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", options = "Options"
    }
}

package struct TmpfsOptions: WireObject {
    @OmitEmpty package var sizeBytes: Int
    /// Permission bits.
    @OmitEmpty package var mode: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case sizeBytes = "SizeBytes", mode = "Mode"
    }
}
