import Images
import Linux
import OCI
import Synchronization
import Testing

@Suite struct CollectionTests {
    /// Layers with their parents, as a snapshotter guards them.
    final class Layers: LayerStore {
        let parents: Mutex<[Digest: Digest?]>
        let inUse: Set<Digest>

        init(_ parents: [Digest: Digest?], inUse: Set<Digest> = []) {
            self.parents = Mutex(parents)
            self.inUse = inUse
        }

        func layers() -> [Digest] { parents.withLock { Array($0.keys) } }
        func size(of chainID: Digest) -> Int64 { 10 }

        func remove(_ chainID: Digest) -> Bool {
            parents.withLock { parents in
                guard !parents.values.contains(chainID), !inUse.contains(chainID) else { return false }
                parents[chainID] = nil
                return true
            }
        }
    }

    @Test func removesOnlyWhatNobodyNeeds() throws {
        try TemporaryStore.run { temporary in
            let content = temporary.content
            let (manifest, target) = (try content.write(Array("manifest".utf8)), try content.write(Array("index".utf8)))
            let (config, garbage) = (try content.write(Array("config".utf8)), try content.write(Array("garbage".utf8)))
            let (base, top, orphan) = (try digest("base"), try digest("top"), try digest("orphan"))
            let image = ImageRecord(
                id: config, manifest: Descriptor(mediaType: .ociManifest, digest: manifest, size: 8))
            let name = NameRecord(
                reference: try Reference(parsing: "app:1"), imageID: config,
                target: Descriptor(mediaType: .ociIndex, digest: target, size: 5))
            try temporary.store.publish(
                NewImage(image, names: [name], resources: [.blob(config), .blob(manifest), .layer(base)]))
            let layers = Layers([base: nil, top: base, orphan: top])

            let collected = try temporary.store.collect(content, layers)
            #expect(collected.blobs == [garbage])
            #expect(collected.layers == [orphan, top])
            #expect(collected.reclaimed == 27)
            #expect(Set(try content.blobs()) == [manifest, target, config])
            #expect(layers.layers() == [base])

            try temporary.store.removeImage(config)
            #expect(try temporary.store.collect(content, layers).layers == [base])
            #expect(try content.blobs() == [])
        }
    }

    @Test func sparesWhatIsLeasedUntilTheLeaseEnds() throws {
        try TemporaryStore.run { temporary in
            let content = temporary.content
            let blob = try content.write(Array("blob".utf8))
            let (partial, layer) = (try digest("partial"), try digest("layer"))
            let ingest = try content.ingest(partial, size: 7)
            try ingest.append(Array("part".utf8))
            ingest.suspend()
            try temporary.store.acquire(
                Lease(
                    id: "pull/x", expiresAt: Timestamp(seconds: 100),
                    resources: [.blob(blob), .blob(partial), .layer(layer)]))
            let layers = Layers([layer: nil])

            #expect(try temporary.store.collect(content, layers, now: Timestamp(seconds: 99)) == Collected())
            #expect(try content.partialBlobs() == [partial: 4])
            let collected = try temporary.store.collect(content, layers, now: Timestamp(seconds: 100))
            #expect(collected.blobs == [blob])
            #expect(collected.layers == [layer])
            #expect(try temporary.ingests == [])
            #expect(try temporary.store.leases() == [])
        }
    }

    @Test func leavesLayersThatContainersStandOn() throws {
        try TemporaryStore.run { temporary in
            let layer = try digest("layer")
            let layers = Layers([layer: nil], inUse: [layer])
            #expect(try temporary.store.collect(temporary.content, layers).layers == [])
            #expect(layers.layers() == [layer])
        }
    }
}
