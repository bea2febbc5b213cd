/// A line of `GET /events`.
package struct Event: WireObject {
    /// The first part of `Action`, for containers and images only; with `id` and `from` for clients before API 1.22.
    @OmitEmpty package var status: String
    @OmitEmpty package var id: String
    @OmitEmpty package var from: String
    @Field package var type: String
    @Field package var action: String
    @Field package var actor: EventActor
    @Field package var scope: String
    /// In seconds since 1970.
    @Field package var time: Int
    /// In nanoseconds since 1970.
    @Field package var timeNano: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case status, id, from, type = "Type", action = "Action", actor = "Actor", scope, time, timeNano
    }
}

package struct EventActor: WireObject {
    @Field package var id: String
    @Field package var attributes: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "ID", attributes = "Attributes"
    }
}
