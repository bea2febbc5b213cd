import Images
import Linux
package import OCI

extension ImageService {
    /// Gives an image another name, whatever had it before.
    ///
    /// - Parameter target: without a digest; without a tag it gets `latest`.
    package func tag(_ name: String, as target: Reference) async throws(EngineError) {
        guard target.digest == nil else {
            throw EngineError(.invalidArgument, "refusing to create a tag with a digest reference")
        }
        let reference = target.withDefaultTag
        let catalog = self.catalog
        try await work.images("tag image \(name)") {
            let image = try catalog.find(name)
            // A name of the image carries what its registry calls it, which for an index is more than the manifest.
            let source = try (try? Reference(parsing: name)).flatMap { try catalog.name($0) }
            let target = source?.imageID == image.id ? source?.target : nil
            try catalog.store.setName(
                NameRecord(reference: reference, imageID: image.id, target: target ?? image.manifest),
                at: Timestamp.now().description)
            try catalog.writeIndex()
        }
        publish("tag", reference)
    }
}
