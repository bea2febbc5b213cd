import Testing

@testable import Engine

@Suite struct VolumeRemovalTests {
    /// A volume with a name stays, whoever was the first to ask for it.
    @Test func whatWasMadeForAContainerGoes() throws {
        try TemporaryDirectory.with { directory in
            let volumes = try VolumeService(dataRoot: directory, events: EventBus())
            let kept = [
                try volumes.create(name: "data", for: "one"), try volumes.create(for: "two"), try volumes.create(),
            ]
            _ = try volumes.create(for: "one")
            try volumes.removeAnonymous(madeFor: "one")
            #expect(Set(try volumes.list().map(\.name)) == Set(kept.map(\.name)))
        }
    }

    /// What is left of a removal that was cut short is no volume, takes no name, and goes.
    @Test func whatACrashLeftOfARemovalGoes() throws {
        try TemporaryDirectory.with { directory in
            let volumes = try VolumeService(dataRoot: directory, events: EventBus())
            _ = try volumes.create(name: "data")
            try DirectoryTree.make(directory + "/volumes/.removed-data/_data/deep")
            #expect(try volumes.list().map(\.name) == ["data"])
            try volumes.remove("data", users: [])
            #expect(try DirectoryTree.names(in: directory + "/volumes") == [])

            try DirectoryTree.make(directory + "/volumes/.removed-other/_data/deep")
            try DirectoryTree.make(directory + "/volumes/begun/_data")
            try DirectoryTree.make(directory + "/volumes/filled/_data/deep")
            _ = try VolumeService(dataRoot: directory, events: EventBus())
            #expect(try DirectoryTree.names(in: directory + "/volumes") == ["filled"])
        }
    }
}
