import Images
import OCI

extension ImageService {
    /// Removes a name; with its last name, or by its ID, the image and what only it needed.
    ///
    /// - Parameter force: also takes all names of an image given by its ID, and one that stopped containers use.
    /// - Throws: `conflict`, which names the container or the way out.
    package func remove(_ name: String, force: Bool = false) async throws(EngineError) -> [ImageRemoval] {
        let remover = ImageRemover(catalog: catalog, uses: await uses(), force: force)
        let removals = try await work.images("remove image \(name)") { [reserve] in
            try reserve.lend { try remover.remove(name) }
        }
        publish(removals)
        return removals
    }

    /// Removes images that no container uses.
    ///
    /// - Parameters:
    ///   - filter: narrows the choice.
    ///   - all: also those with a name; else dangling ones only.
    package func prune(_ filter: ImageFilter = ImageFilter(), all: Bool = false) async throws(EngineError)
        -> PrunedImages
    {
        let used = Set(await uses().map(\.image))
        let (catalog, reserve) = (catalog, reserve)
        let pruned = try await work.images("prune images") {
            try reserve.lend { try Self.prune(filter, all: all, of: catalog, sparing: used) }
        }
        publish(pruned.removals)
        events.publish(.image, "prune", id: "", attributes: ["reclaimed": "\(pruned.reclaimed)"])
        return pruned
    }

    private static func prune(
        _ filter: ImageFilter, all: Bool, of catalog: ImageCatalog, sparing used: Set<Digest>
    ) throws -> PrunedImages {
        let matcher = try ImageMatcher(filter, catalog)
        var pruned = PrunedImages(removals: [], reclaimed: 0)
        for image in try catalog.summaries() where matcher.matches(image) && !used.contains(image.id) {
            guard all || image.isDangling else { continue }
            pruned.removals += (image.repoTags + image.repoDigests).map { .untagged($0) } + [.deleted(image.id)]
            try catalog.store.removeImage(image.id)
        }
        let collected = try catalog.collect()
        pruned.removals += collected.layers.map { .deletedLayer($0) }
        pruned.reclaimed = collected.reclaimed
        try catalog.writeIndex()
        return pruned
    }

    private func publish(_ removals: [ImageRemoval]) {
        for removal in removals {
            switch removal {
            case .untagged(let name): events.publish(.image, "untag", id: name, attributes: ["name": name])
            case .deleted(let digest):
                events.publish(.image, "delete", id: digest.description, attributes: ["name": digest.description])
            case .deletedLayer: break
            }
        }
    }
}
