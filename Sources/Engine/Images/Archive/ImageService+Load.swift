import Images
package import NIOCore
package import OCI
import Snapshots

/// An image that an archive held.
package enum LoadedImage: Hashable, Sendable {
    /// A name, as people write it.
    case named(String)
    /// The ID of one without names.
    case unnamed(Digest)

    fileprivate static func list(_ image: NewImage) -> [LoadedImage] {
        guard !image.names.isEmpty else { return [.unnamed(image.record.id)] }
        return image.names.map { .named($0.reference.familiar) }
    }
}

extension ImageService {
    /// Takes in the images of an archive: of `save`, of Docker's, or an OCI layout; plain, gzip or zstd. Several images
    /// of one archive come all or not at all.
    ///
    /// - Parameters:
    ///   - body: the archive; it is read as it comes.
    ///   - platform: images for others are left out; `nil` takes every image, and of an index the host's.
    /// - Throws: `invalidArgument`, which names what is wrong with the archive; nothing of it stays then.
    package func load<Body: AsyncSequence & Sendable>(
        _ body: Body, platform: Platform? = nil
    ) async throws(EngineError) -> [LoadedImage] where Body.Element == ByteBuffer {
        let catalog = self.catalog
        let loaded = try await BlockingWork.reading(body, while: "load images") { source in
            let images = LeasedImages("load", in: catalog)
            do {
                let reader = TarReader(DecompressedSource(source))
                let intake = try ArchiveIntake(reader, into: images)
                try reader.drain()
                let found = try ArchivedImages(intake: intake, images: images, asked: platform).list()
                let unpacked = try found.map {
                    try images.unpack($0.manifest, target: $0.target, names: $0.names)
                }
                try catalog.store.publish(unpacked)
                try images.end()
                return unpacked.flatMap(LoadedImage.list)
            } catch {
                // Where this fails too, as on a full disk, the lease ends by itself.
                try? images.end()
                throw error
            }
        }
        for case .named(let name) in loaded { events.publish(.image, "load", id: name, attributes: ["name": name]) }
        return loaded
    }
}
