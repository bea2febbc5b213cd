/// A mount of a container, as inspect and the list show it.
package struct MountPoint: WireObject {
    @OmitEmpty package var type: String
    @OmitEmpty package var name: String
    @Field package var source: String
    @Field package var destination: String
    @OmitEmpty package var driver: String
    @Field package var mode: String
    @Field package var readWrite: Bool
    @Field package var propagation: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case type = "Type", name = "Name", source = "Source", destination = "Destination", driver = "Driver"
        case mode = "Mode", readWrite = "RW", propagation = "Propagation"
    }
}
