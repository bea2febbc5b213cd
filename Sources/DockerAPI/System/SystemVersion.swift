/// The answer to `GET /version`.
package struct SystemVersion: WireObject {
    @Field package var platform: PlatformName
    @Field package var components: [ComponentVersion]
    @Field package var version: String
    @Field package var apiVersion: String
    @Field package var minAPIVersion: String
    @Field package var gitCommit: String
    @Field package var goVersion: String
    @Field package var os: String
    @Field package var arch: String
    @Field package var kernelVersion: String
    @OmitEmpty package var experimental: Bool
    @Field package var buildTime: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case platform = "Platform", components = "Components", version = "Version", apiVersion = "ApiVersion"
        case minAPIVersion = "MinAPIVersion", gitCommit = "GitCommit", goVersion = "GoVersion", os = "Os"
        case arch = "Arch", kernelVersion = "KernelVersion", experimental = "Experimental", buildTime = "BuildTime"
    }
}

package struct PlatformName: WireObject {
    @Field package var name: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
    }
}

package struct ComponentVersion: WireObject {
    @Field package var name: String
    @Field package var version: String
    @NullIfEmpty package var details: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", version = "Version", details = "Details"
    }
}
