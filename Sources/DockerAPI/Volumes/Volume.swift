package struct Volume: WireObject {
    @OmitEmpty package var createdAt: String
    @Field package var driver: String
    @NullIfEmpty package var labels: [String: String]
    @Field package var mountpoint: String
    @Field package var name: String
    @NullIfEmpty package var options: [String: String]
    @Field package var scope: String
    package var usageData: VolumeUsage?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case createdAt = "CreatedAt", driver = "Driver", labels = "Labels", mountpoint = "Mountpoint", name = "Name"
        case options = "Options", scope = "Scope", usageData = "UsageData"
    }
}

package struct VolumeUsage: WireObject {
    /// How many containers hold it; -1 where it was not counted.
    @Field package var refCount: Int
    /// In bytes; -1 where it was not computed.
    @Field package var size: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case refCount = "RefCount", size = "Size"
    }
}

/// The answer to `GET /volumes`.
package struct VolumeListResponse: WireObject {
    @Field package var volumes: [Volume]
    @NullIfEmpty package var warnings: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case volumes = "Volumes", warnings = "Warnings"
    }
}

/// The body of `POST /volumes/create`.
package struct VolumeCreateRequest: WireObject {
    @OmitEmpty package var name: String
    @OmitEmpty package var driver: String
    @OmitEmpty package var driverOpts: [String: String]
    @OmitEmpty package var labels: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", driver = "Driver", driverOpts = "DriverOpts", labels = "Labels"
    }
}
