import Glibc
import Linux
import SystemPackage
import Testing

@testable import Engine

/// Volumes on a full file system (a tmpfs of two pages here).
@Suite(.enabled(if: getuid() == 0)) struct FullDiskTests {
    private func withFullDisk(_ body: (VolumeService, String) throws -> Void) throws {
        try TemporaryDirectory.with { directory in
            try systemCall("mount") { mount("tmpfs", directory, "tmpfs", 0, "size=8k") }
            defer { umount2(directory, Int32(MNT_DETACH)) }
            let volumes = try VolumeService(dataRoot: directory, events: EventBus())
            try AtomicFile.create("\(directory)/filler", [UInt8](repeating: 1, count: 8192))
            try body(volumes, directory)
        }
    }

    @Test func aVolumeThatCannotBeMadeLeavesNothing() throws {
        try withFullDisk { volumes, directory in
            let error = #expect(throws: EngineError.self) { try volumes.create(name: "data") }
            #expect(error?.code == .unavailable)
            #expect(error?.message.hasPrefix("create data: ") == true)
            #expect(error?.message.hasSuffix("No space left on device") == true)
            let left = try DirectoryTree.names(in: directory + "/volumes")
            #expect(left == [])
            unlink(directory + "/filler")
            #expect(try volumes.create(name: "data").name == "data")
        }
    }

    /// What is there without its record is what a crash left, and may hold files.
    @Test func filesFromBeforeACrashStay() throws {
        try withFullDisk { volumes, directory in
            try DirectoryTree.make(directory + "/volumes/data/_data")
            try AtomicFile.create(directory + "/volumes/data/_data/kept", [])
            #expect(throws: EngineError.self) { try volumes.create(name: "data") }
            #expect(try DirectoryTree.names(in: directory + "/volumes/data") == ["_data"])
            #expect(try DirectoryTree.names(in: directory + "/volumes/data/_data") == ["kept"])
        }
    }
}
