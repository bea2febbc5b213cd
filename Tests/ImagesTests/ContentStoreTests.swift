import Images
import OCI
import Testing

@Suite struct ContentStoreTests {
    @Test func isAnImageLayout() throws {
        try TemporaryStore.run { temporary in
            #expect(try temporary.text("oci-layout") == #"{"imageLayoutVersion":"1.0.0"}"#)
            let document = try ManifestDocument(parsing: Array(temporary.text("index.json").utf8))
            #expect(document == .index(Index(manifests: [])))
        }
    }

    @Test func publishesWhatItHashed() throws {
        try TemporaryStore.run { temporary in
            let wanted = try digest("hello world")
            let ingest = try temporary.content.ingest(wanted, size: 11)
            try ingest.append(Array("hello ".utf8))
            #expect(!temporary.content.contains(wanted))
            try ingest.append(Array("world".utf8))
            #expect(try ingest.commit() == (wanted, 11))
            #expect(try temporary.content.read(wanted, limit: 11) == Array("hello world".utf8))
            #expect(try temporary.content.blobs() == [wanted])
            #expect(try temporary.ingests == [])
        }
    }

    @Test func refusesOtherBytes() throws {
        try TemporaryStore.run { temporary in
            let ingest = try temporary.content.ingest(digest("right"), size: 5)
            try ingest.append(Array("wrong".utf8))
            let error = #expect(throws: ImagesError.self) { try ingest.commit() }
            #expect(error?.code == .digestMismatch)
            #expect(try temporary.ingests == [])
            #expect(try temporary.blobs == [])
            // The name is free again.
            try temporary.content.ingest(digest("right"), size: 5).discard()
        }
    }

    @Test func refusesOtherSizes() throws {
        try TemporaryStore.run { temporary in
            let ingest = try temporary.content.ingest(digest("right"), size: 5)
            let long = #expect(throws: ImagesError.self) { try ingest.append(Array("right!".utf8)) }
            #expect(long?.code == .sizeMismatch)
            try ingest.append(Array("rig".utf8))
            let short = #expect(throws: ImagesError.self) { try ingest.commit() }
            #expect(short?.code == .sizeMismatch)
            #expect(try temporary.ingests == [])
        }
    }

    @Test func goesOnWhereItStopped() throws {
        try TemporaryStore.run { temporary in
            let wanted = try digest("hello world")
            let first = try temporary.content.ingest(wanted, size: 11)
            try first.append(Array("hello ".utf8))
            first.suspend()
            #expect(try temporary.content.partialBlobs() == [wanted: 6])

            var replayed: [UInt8] = []
            let second = try temporary.reopened().ingest(wanted, size: 11) { replayed.append(contentsOf: $0) }
            #expect(replayed == Array("hello ".utf8))
            #expect(second.size == 6)
            try second.append(Array("world".utf8))
            try second.commit()
            #expect(try temporary.content.read(wanted, limit: 64) == Array("hello world".utf8))
        }
    }

    /// A crash is a store whose `Ingest` nobody ended.
    @Test func survivesACrash() throws {
        try TemporaryStore.run { temporary in
            let wanted = try digest("hello world")
            try temporary.overwrite("ingest/sha256-\(wanted.encoded)", with: Array("hello worl".utf8))
            try temporary.overwrite("ingest/unnamed-1", with: Array("x".utf8))
            let store = try temporary.reopened()
            try store.removePartialBlobs { $0 == wanted }
            #expect(try temporary.ingests == ["sha256-\(wanted.encoded)"])
            let ingest = try store.ingest(wanted, size: 11)
            try ingest.append(Array("d".utf8))
            try ingest.commit()
            try store.removePartialBlobs { _ in false }
            #expect(try temporary.blobs == [wanted.encoded])
        }
    }

    @Test func startsAnewWhenTheBeginningIsTooLong() throws {
        try TemporaryStore.run { temporary in
            let wanted = try digest("ab")
            try temporary.overwrite("ingest/sha256-\(wanted.encoded)", with: Array("abc".utf8))
            let ingest = try temporary.content.ingest(wanted, size: 2)
            #expect(ingest.size == 0)
            try ingest.append(Array("ab".utf8))
            try ingest.commit()
        }
    }

    @Test func oneWriterForEachBlob() throws {
        try TemporaryStore.run { temporary in
            let wanted = try digest("ab")
            let first = try temporary.content.ingest(wanted, size: 2)
            let error = #expect(throws: ImagesError.self) { try temporary.content.ingest(wanted, size: 2) }
            #expect(error?.code == .busy)
            try temporary.content.removePartialBlobs { _ in false }
            #expect(try temporary.ingests.count == 1)
            first.suspend()
            try temporary.content.ingest(wanted, size: 2).discard()
        }
    }

    @Test func publishingTwiceIsOnce() throws {
        try TemporaryStore.run { temporary in
            let first = try temporary.content.write(Array("x".utf8))
            #expect(try temporary.content.write(Array("x".utf8)) == first)
            #expect(try temporary.content.blobs() == [first])
        }
    }

    @Test func namesDamage() throws {
        try TemporaryStore.run { temporary in
            let blob = try temporary.content.write(Array("good".utf8))
            try temporary.overwrite("blobs/sha256/\(blob.encoded)", with: Array("evil".utf8))
            let damage = #expect(throws: ImagesError.self) { try temporary.content.read(blob, limit: 64) }
            #expect(damage?.code == .corrupt)
            let large = #expect(throws: ImagesError.self) { try temporary.content.read(blob, limit: 3) }
            #expect(large?.code == .limitExceeded)
            let missing = #expect(throws: ImagesError.self) { try temporary.content.read(digest("no"), limit: 3) }
            #expect(missing?.code == .notFound)
        }
    }

    @Test func chainsLayers() throws {
        let (one, two) = (try digest("1"), try digest("2"))
        let chain = try OCI.Digest.chainIDs(of: [one, two])
        #expect(chain == [one, try digest("\(one) \(two)")])
        #expect(try OCI.Digest.chainIDs(of: []) == [])
    }
}
