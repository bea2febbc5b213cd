import Images
import OCI

/// Removes a name, or an image, by the rules that Docker's users know: the last name takes the image with it, and what
/// a container uses is spared. Blocking.
struct ImageRemover: Sendable {
    let catalog: ImageCatalog
    let uses: [ImageUse]
    let force: Bool

    /// - Parameter name: of the image, or its ID.
    func remove(_ name: String) throws -> [ImageRemoval] {
        let image = try catalog.find(name)
        let names = try catalog.store.names(of: image.id)
        let named = catalog.isIdentifier(name, of: image.id) ? nil : try catalog.name(Reference(parsing: name))
        guard let named else { return try removeImage(image, names: names) }
        return try removeName(named, asked: name, image: image, names: names)
    }

    private func removeName(
        _ name: NameRecord, asked: String, image: ImageRecord, names: [NameRecord]
    ) throws -> [ImageRemoval] {
        let isLast = Self.areOneName(names)
        if isLast, !force, let use = uses.first(where: { $0.image == image.id }) {
            throw EngineError(
                .conflict,
                "conflict: unable to remove repository reference \"\(asked)\" (must force) - "
                    + "container \(use.container.prefix(12)) is using its referenced image \(image.id.short)")
        }
        let gone = Self.namesGoing(with: name, of: names)
        try catalog.store.removeNames(gone.map(\.reference))
        let untagged = gone.map { ImageRemoval.untagged($0.reference.familiar) }
        // A container keeps its image, without a name.
        if gone.count < names.count || uses.contains(where: { $0.image == image.id }) {
            try catalog.writeIndex()
            return untagged
        }
        return untagged + (try delete(image))
    }

    private func removeImage(_ image: ImageRecord, names: [NameRecord]) throws -> [ImageRemoval] {
        guard force || Self.areOneName(names) else {
            throw conflict(image, "(must be forced) - image is referenced in multiple repositories")
        }
        if let use = uses.first(where: { $0.image == image.id && $0.isRunning }) {
            throw conflict(
                image, "(cannot be forced) - image is being used by running container \(use.container.prefix(12))")
        }
        if !force, let use = uses.first(where: { $0.image == image.id }) {
            throw conflict(
                image, "(must be forced) - image is being used by stopped container \(use.container.prefix(12))")
        }
        return names.map { .untagged($0.reference.familiar) } + (try delete(image))
    }

    private func conflict(_ image: ImageRecord, _ reason: String) -> EngineError {
        EngineError(.conflict, "conflict: unable to delete \(image.id.short) \(reason)")
    }

    /// Forgets the image and collects what only it needed.
    func delete(_ image: ImageRecord) throws -> [ImageRemoval] {
        try catalog.store.removeImage(image.id)
        let collected = try catalog.collect()
        try catalog.writeIndex()
        return [.deleted(image.id)] + collected.layers.map { .deletedLayer($0) }
    }

    /// Whether all the names are of one repository, and at most one of them is a tag.
    private static func areOneName(_ names: [NameRecord]) -> Bool {
        Set(names.map(\.reference.name)).count <= 1 && names.filter { $0.reference.digest == nil }.count <= 1
    }

    /// The last tag of a repository takes the digests with it that the same repository is known by.
    private static func namesGoing(with name: NameRecord, of names: [NameRecord]) -> [NameRecord] {
        guard name.reference.digest == nil else { return [name] }
        let others = names.filter { $0 != name && $0.reference.name == name.reference.name }
        return others.contains { $0.reference.digest == nil } ? [name] : [name] + others
    }
}
