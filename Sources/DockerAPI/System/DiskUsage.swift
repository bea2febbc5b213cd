/// The answer to `GET /system/df`.
package struct DiskUsage: WireObject {
    /// In bytes.
    @Field package var layersSize: Int
    @Field package var images: [ImageSummary]
    @Field package var containers: [ContainerSummary]
    @Field package var volumes: [Volume]
    @Field package var buildCache: [JSONValue]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case layersSize = "LayersSize", images = "Images", containers = "Containers", volumes = "Volumes"
        case buildCache = "BuildCache"
    }
}
