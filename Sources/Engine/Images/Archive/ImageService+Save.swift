import Images
import OCI

extension ImageService {
    /// Images as an archive, under the names that were asked for: an ID saves an image without a name, a name without
    /// a tag all tags of its repository.
    ///
    /// - Throws: `notFound` before anything is read. What is removed afterwards is still in the archive.
    package func save(_ names: [String]) async throws(EngineError) -> ImageArchive {
        guard !names.isEmpty else { throw EngineError(.invalidArgument, "no image to save: give a name or an ID") }
        let catalog = self.catalog
        let work = self.work
        let archive = try await work.images("save \(names.joined(separator: ", "))") {
            var selection = ArchiveSelection(catalog: catalog)
            for name in names { try selection.add(name) }
            var contents = ArchiveContents()
            for (image, names) in selection.images { try contents.add(image, names: names, from: catalog) }
            return try ImageArchive(contents, work: work)
        }
        for name in names { events.publish(.image, "save", id: name, attributes: ["name": name]) }
        return archive
    }
}

/// The images that a `save` asks for, each once, with the names to be saved.
private struct ArchiveSelection {
    let catalog: ImageCatalog
    private(set) var images: [(image: ImageRecord, names: [Reference])] = []

    init(catalog: ImageCatalog) {
        self.catalog = catalog
    }

    mutating func add(_ name: String) throws {
        if let reference = try? Reference(parsing: name), reference.isNameOnly {
            let tags = try catalog.store.names().filter {
                $0.reference.name == reference.name && $0.reference.digest == nil
            }
            for tag in tags { try add(catalog.find(tag.reference.description), name: tag.reference) }
            if !tags.isEmpty { return }
        }
        let image = try catalog.find(name)
        let isName = !catalog.isIdentifier(name, of: image.id)
        let reference = isName ? try Reference(parsing: name).withDefaultTag : nil
        add(image, name: reference?.digest == nil ? reference : nil)
    }

    private mutating func add(_ image: ImageRecord, name: Reference?) {
        let names = name.map { [$0] } ?? []
        guard let known = images.firstIndex(where: { $0.image.id == image.id }) else {
            images.append((image, names))
            return
        }
        for name in names where !images[known].names.contains(name) { images[known].names.append(name) }
    }
}
