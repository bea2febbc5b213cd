import Images
import Linux
import OCI
import Testing

@Suite struct ImageStoreTests {
    static func descriptor(_ text: String) throws -> Descriptor {
        try Descriptor(mediaType: .ociManifest, digest: digest(text), size: 3)
    }

    static func publish(_ text: String, as names: [String], in store: ImageStore) throws -> ImageRecord {
        let image = try ImageRecord(id: digest(text), manifest: descriptor("manifest of \(text)"))
        let names = try names.map {
            NameRecord(reference: try Reference(parsing: $0), imageID: image.id, target: image.manifest)
        }
        try store.publish(
            NewImage(image, names: names, resources: [.blob(image.id), .blob(image.manifest.digest)]))
        return image
    }

    @Test func keepsImagesAndNames() throws {
        try TemporaryStore.run { temporary in
            let image = try Self.publish("a", as: ["app:1", "app:2"], in: temporary.store)
            #expect(try temporary.store.image(image.id) == image)
            #expect(try temporary.store.names(of: image.id).map(\.reference.familiar) == ["app:1", "app:2"])
            let reopened = try ImageStore(path: "\(temporary.path)/state.db")
            #expect(try reopened.images() == [image])
            #expect(try reopened.name(Reference(parsing: "app:2"))?.imageID == image.id)
            #expect(try reopened.name(Reference(parsing: "app:3")) == nil)
            try reopened.close()
        }
    }

    @Test func movesANameToTheNewerImage() throws {
        try TemporaryStore.run { temporary in
            let old = try Self.publish("old", as: ["app:1"], in: temporary.store)
            let new = try Self.publish("new", as: ["app:1"], in: temporary.store)
            #expect(try temporary.store.names(of: old.id) == [])
            #expect(try temporary.store.name(Reference(parsing: "app:1"))?.imageID == new.id)
            #expect(try temporary.store.images().count == 2)
        }
    }

    @Test func anImageTakesItsNamesWithIt() throws {
        try TemporaryStore.run { temporary in
            let image = try Self.publish("a", as: ["app:1"], in: temporary.store)
            try temporary.store.removeImage(image.id)
            #expect(try temporary.store.names() == [])
            #expect(try temporary.store.resources(of: image.id) == [])
        }
    }

    @Test func findsByTheBeginningOfAnID() throws {
        try TemporaryStore.run { temporary in
            let image = try Self.publish("a", as: [], in: temporary.store)
            #expect(try temporary.store.images(withPrefix: String(image.id.encoded.prefix(5))) == [image.id])
            #expect(try temporary.store.images(withPrefix: "") == [])
            #expect(try temporary.store.images(withPrefix: "*") == [])
            for number in 0..<40 { _ = try Self.publish("\(number)", as: [], in: temporary.store) }
            let digits = "0123456789abcdef"
            #expect(try digits.contains { try temporary.store.images(withPrefix: String($0)).count == 2 })
        }
    }

    @Test func leasesAddUpAndEnd() throws {
        try TemporaryStore.run { temporary in
            let (one, two) = (try digest("1"), try digest("2"))
            let until = Timestamp(seconds: 1000)
            try temporary.store.acquire(Lease(id: "pull/x", expiresAt: until, resources: [.blob(one)]))
            try temporary.store.acquire(Lease(id: "pull/x", expiresAt: Timestamp(seconds: 1), resources: [.layer(two)]))
            #expect(
                try temporary.store.leases() == [
                    Lease(id: "pull/x", expiresAt: until, resources: [.blob(one), .layer(two)])
                ])
            try temporary.store.release("pull/x")
            #expect(try temporary.store.leases() == [])
        }
    }

    @Test func knowsWhereBlobsAre() throws {
        try TemporaryStore.run { temporary in
            let blob = try digest("blob")
            let repository = try Reference(parsing: "quay.io/a/b")
            try temporary.store.addSource(repository, of: [blob])
            try temporary.store.addSource(repository, of: [blob])
            #expect(try temporary.store.sources(of: blob) == [repository])
        }
    }
}
