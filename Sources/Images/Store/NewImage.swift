/// An image on its way into the store: all its content is here, and a lease keeps it.
package struct NewImage: Sendable {
    package var record: ImageRecord
    /// Taken from whatever images have them.
    package var names: [NameRecord]
    /// Everything the image needs, the targets' blobs included.
    package var resources: Set<Resource>

    package init(_ record: ImageRecord, names: [NameRecord], resources: Set<Resource>) {
        self.record = record
        self.names = names
        self.resources = resources
    }
}
