package struct LogConfig: WireObject {
    @Field package var type: String
    @Field package var config: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case type = "Type", config = "Config"
    }
}

package struct PortBinding: WireObject {
    @Field package var hostIP: String
    /// A number, a range `first-last`, or empty for any free port.
    @Field package var hostPort: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case hostIP = "HostIp", hostPort = "HostPort"
    }
}

package struct RestartPolicy: WireObject {
    /// Empty, `no`, `always`, `on-failure` or `unless-stopped`.
    @Field package var name: String
    @Field package var maximumRetryCount: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", maximumRetryCount = "MaximumRetryCount"
    }
}

package struct DeviceMapping: WireObject {
    @Field package var pathOnHost: String
    @Field package var pathInContainer: String
    /// Of `r`, `w` and `m`.
    @Field package var cgroupPermissions: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case pathOnHost = "PathOnHost", pathInContainer = "PathInContainer", cgroupPermissions = "CgroupPermissions"
    }
}

package struct Ulimit: WireObject {
    @Field package var name: String
    @Field package var hard: Int
    @Field package var soft: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", hard = "Hard", soft = "Soft"
    }
}
