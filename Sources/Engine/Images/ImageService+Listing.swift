import Images
import OCI
import Snapshots

extension ImageService {
    /// The newest first.
    ///
    /// - Parameters:
    ///   - sharedSize: whether to work out what images share.
    ///   - containers: whether to count the containers of each.
    package func list(
        _ filter: ImageFilter = ImageFilter(), sharedSize: Bool = false, containers: Bool = false
    ) async throws(EngineError) -> [ImageSummary] {
        let uses = containers ? await self.uses() : []
        let catalog = self.catalog
        return try await work.images("list images") {
            let matcher = try ImageMatcher(filter, catalog)
            var summaries = try catalog.summaries()
            if sharedSize { try catalog.addSharedSizes(to: &summaries) }
            if containers {
                let counts = Dictionary(grouping: uses, by: \.image)
                for index in summaries.indices { summaries[index].containers = counts[summaries[index].id]?.count ?? 0 }
            }
            return summaries.compactMap(matcher.select)
        }
    }

    package func inspect(_ name: String) async throws(EngineError) -> ImageDetails {
        let catalog = self.catalog
        return try await work.images("inspect image \(name)") { try catalog.details(of: catalog.find(name)) }
    }

    package func history(_ name: String) async throws(EngineError) -> [HistoryEntry] {
        let catalog = self.catalog
        return try await work.images("read the history of image \(name)") {
            try catalog.history(of: catalog.find(name))
        }
    }

    package func diskUsage() async throws(EngineError) -> ImageDiskUsage {
        let images = try await list(sharedSize: true, containers: true)
        let catalog = self.catalog
        return try await work.images("measure images") {
            let layers = try catalog.snapshotter.layers().map { try catalog.snapshotter.usage(ofLayer: $0).bytes }
            let blobs = try catalog.content.blobs().map { try catalog.content.size(of: $0) }
            return ImageDiskUsage(
                images: images, layersSize: layers.reduce(0, +), contentSize: blobs.reduce(0, +))
        }
    }
}
