import Images
import Linux
import OCI
import Snapshots

/// The names of an image, split as Docker shows them.
struct ShownNames: Sendable {
    var tags: [String] = []
    var digests: [String] = []
    /// `nil` for an image without names.
    var target: Descriptor?

    init(_ names: [NameRecord]) {
        for name in names {
            if name.reference.digest == nil {
                tags.append(name.reference.familiar)
            } else {
                digests.append(name.reference.familiar)
            }
        }
        target = names.first { $0.reference.digest == nil }?.target ?? names.first?.target
    }
}

extension ImageCatalog {
    /// Every image, the newest first.
    func summaries() throws -> [ImageSummary] {
        let names = Dictionary(grouping: try store.names(), by: \.imageID)
        return try store.images()
            .map { try summary(of: $0, names: names[$0.id] ?? []) }
            .sorted { ($0.created ?? .distantPast, $1.id) > ($1.created ?? .distantPast, $0.id) }
    }

    private func summary(of image: ImageRecord, names: [NameRecord]) throws -> ImageSummary {
        let configuration = try configuration(image.id)
        let shown = ShownNames(names)
        return ImageSummary(
            id: image.id, repoTags: shown.tags, repoDigests: shown.digests,
            created: configuration.created.flatMap { Timestamp($0) }, labels: configuration.config?.labels ?? [:],
            platform: configuration.platform, size: try size(of: configuration),
            target: shown.target ?? image.manifest)
    }

    func details(of image: ImageRecord) throws -> ImageDetails {
        let configuration = try configuration(image.id)
        let shown = ShownNames(try store.names(of: image.id))
        return ImageDetails(
            id: image.id, repoTags: shown.tags, repoDigests: shown.digests, configuration: configuration,
            target: shown.target ?? image.manifest, size: try size(of: configuration),
            taggedAt: image.taggedAt.flatMap { Timestamp($0) }, driver: snapshotter.name)
    }

    /// The newest step first. Layers that the history does not tell of come as steps without a command.
    func history(of image: ImageRecord) throws -> [HistoryEntry] {
        let configuration = try configuration(image.id)
        var sizes = try layerSizes(of: configuration)[...]
        var entries = (configuration.history ?? []).map { step in
            HistoryEntry(
                created: step.created.flatMap { Timestamp($0) }, createdBy: step.createdBy ?? "", tags: [],
                size: step.emptyLayer == true ? 0 : sizes.popFirst() ?? 0, comment: step.comment ?? "")
        }
        entries += sizes.map { HistoryEntry(created: nil, createdBy: "", tags: [], size: $0, comment: "") }
        guard !entries.isEmpty else { return [] }
        entries[entries.count - 1].id = image.id
        entries[entries.count - 1].tags = ShownNames(try store.names(of: image.id)).tags
        return entries.reversed()
    }

    /// Fills in, for each image, the bytes of layers that another image has too.
    func addSharedSizes(to summaries: inout [ImageSummary]) throws {
        var owners: [Digest: Int] = [:]
        var stacks: [[(layer: Digest, size: Int64)]] = []
        for summary in summaries {
            let configuration = try configuration(summary.id)
            let chain = try Digest.chainIDs(of: configuration.rootfs.diffIDs)
            for layer in chain { owners[layer, default: 0] += 1 }
            stacks.append(zip(chain, try layerSizes(of: configuration)).map { ($0, $1) })
        }
        for (index, stack) in stacks.enumerated() {
            summaries[index].sharedSize = stack.filter { owners[$0.layer, default: 0] > 1 }.map(\.size).reduce(0, +)
        }
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(seconds: .min)
}
