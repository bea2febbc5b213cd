package import Images
package import OCI
package import Registry
package import Snapshots

/// The engine's images: what is here, and how it comes, goes and is shown.
///
/// Names are taken as Docker takes them: `busybox`, `quay.io/a/b:tag`, `name@sha256:…`, an ID or an unambiguous
/// beginning of one. Every call that changes something does all of it or nothing; what a crash leaves half done is
/// under a lease that the next engine ends, but for a pull's: that stays for a day, for the next pull to go on from.
package struct ImageService: Sendable {
    let catalog: ImageCatalog
    let registry: RegistryClient
    let reserve: ReservedSpace
    let work: BlockingWork
    let events: EventBus
    /// Which images the containers use.
    let uses: @Sendable () async -> [ImageUse]
    let pulls = SharedPulls()
    let transfers = Transfers()

    /// - Parameter work: threads for calls that block; a pull holds up to three of them for as long as it writes.
    package init(
        content: ContentStore, store: ImageStore, snapshotter: any Snapshotter, registry: RegistryClient,
        reserve: ReservedSpace, work: BlockingWork, events: EventBus,
        uses: @escaping @Sendable () async -> [ImageUse]
    ) {
        catalog = ImageCatalog(content: content, store: store, snapshotter: snapshotter)
        self.registry = registry
        self.reserve = reserve
        self.work = work
        self.events = events
        self.uses = uses
    }

    /// Clears what an earlier engine left half done and no pull can take up, or none has within a day. To be called
    /// once, before anything else.
    package func recover() async throws(EngineError) {
        let (catalog, reserve) = (catalog, reserve)
        try await work.images("clear unfinished images") {
            try reserve.lend {
                for lease in try catalog.store.leases() where !PullPlan.takesUp(lease) {
                    try catalog.store.release(lease.id)
                }
                _ = try catalog.collect()
                try catalog.writeIndex()
            }
        }
    }

    /// Ends the connections to registries and closes the database.
    package func close() async {
        try? await registry.shutdown()
        try? catalog.store.close()
    }
}

extension ImageService {
    /// The image that a container is to be made from.
    ///
    /// - Parameter platform: as `--platform` has it; `nil` takes whatever is here.
    /// - Throws: `notFound` also when it is here for another platform only: a pull brings the right one.
    package func resolve(_ name: String, platform: String? = nil) async throws(EngineError) -> ResolvedImage {
        let catalog = self.catalog
        return try await work.images("look up image \(name)") {
            let image = try catalog.find(name)
            let configuration = try catalog.configuration(image.id)
            if let platform, !platform.isEmpty { try Self.check(configuration.platform, name, is: platform) }
            return ResolvedImage(
                id: image.id, configuration: configuration,
                topLayer: try Digest.chainIDs(of: configuration.rootfs.diffIDs).last, platform: configuration.platform)
        }
    }

    /// Which image a name means now.
    ///
    /// - Parameter platform: as ``resolve(_:platform:)`` has it.
    package func identify(_ name: String, platform: String?) async throws(EngineError) -> Digest {
        let catalog = self.catalog
        return try await work.images("look up image \(name)") {
            let id = try catalog.find(name).id
            if let platform, !platform.isEmpty {
                try Self.check(catalog.configuration(id).platform, name, is: platform)
            }
            return id
        }
    }

    private static func check(_ found: Platform, _ name: String, is wanted: String) throws {
        let platform = try Platform(parsing: wanted)
        guard !platform.runs(found) else { return }
        throw EngineError(.notFound, mismatch(of: name, found, platform))
    }

    static func mismatch(of name: String, _ found: Platform, _ wanted: Platform) -> String {
        "image with reference \(name) was found but its platform (\(found)) does not match the specified platform "
            + "(\(wanted))"
    }

    package func count() async throws(EngineError) -> Int {
        let catalog = self.catalog
        return try await work.images("count images") { try catalog.store.images().count }
    }

    /// Bytes of the image's unpacked layers.
    package func size(of id: Digest) async throws(EngineError) -> Int64 {
        let catalog = self.catalog
        return try await work.images("measure image \(id)") { try catalog.size(of: catalog.configuration(id)) }
    }
}
