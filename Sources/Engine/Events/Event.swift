/// Something that happened, as `docker events` tells it.
package struct Event: Sendable {
    package enum Subject: String, Sendable { case container, image, network, volume, daemon }
    package var subject: Subject
    /// Docker's word: `create`, `start`, `die`, `destroy`, `exec_start: sh`.
    package var action: String
    /// A container's id, an image's name, a network's id.
    package var id: String
    /// Labels among them: clients match by them.
    package var attributes: [String: String]
    /// Nanoseconds since 1970.
    package var time: Int64

    package init(subject: Subject, action: String, id: String, attributes: [String: String], time: Int64) {
        self.subject = subject
        self.action = action
        self.id = id
        self.attributes = attributes
        self.time = time
    }
}
