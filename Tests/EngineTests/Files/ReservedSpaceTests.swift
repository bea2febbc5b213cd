import Glibc
import Linux
import Testing

@testable import Engine

/// On a file system (a tmpfs) of its own.
@Suite(.enabled(if: getuid() == 0)) struct ReservedSpaceTests {
    private func withDisk(_ body: (_ directory: String, _ fill: (Int) throws -> Void) throws -> Void) throws {
        try TemporaryDirectory.with { directory in
            try systemCall("mount") { mount("tmpfs", directory, "tmpfs", 0, "size=8m") }
            defer { umount2(directory, Int32(MNT_DETACH)) }
            try body(directory) { size in
                try AtomicFile.create(directory + "/filler", [UInt8](repeating: 1, count: size))
            }
        }
    }

    private func held(_ directory: String) throws -> Int64 {
        var file = stat()
        try systemCall("stat") { stat(directory + "/reserved", &file) }
        return Int64(file.st_blocks) * 512
    }

    @Test func givesAPieceOnAFullDiskAndTakesItAgain() throws {
        try withDisk { directory, fill in
            let reserve = ReservedSpace(directory: directory)
            #expect(try held(directory) == ReservedSpace.size)
            try fill(4 << 20)
            #expect(throws: SystemCallError.self) { try AtomicFile.create(directory + "/note", [1]) }
            try reserve.lend {
                let left = try held(directory)
                #expect(left == ReservedSpace.size - ReservedSpace.piece)
                try AtomicFile.create(directory + "/note", [1])
            }
            #expect(try held(directory) == ReservedSpace.size - ReservedSpace.piece)
            try reserve.lend { try DirectoryTree.remove(directory + "/filler") }
            #expect(try held(directory) == ReservedSpace.size)
        }
    }

    @Test func givesNothingWhereThereIsRoom() throws {
        try withDisk { directory, fill in
            let reserve = ReservedSpace(directory: directory)
            let left = try reserve.lend { try held(directory) }
            #expect(left == ReservedSpace.size)
        }
    }

    @Test func takesNothingOfWhatIsLeftOfAFullDisk() throws {
        try withDisk { directory, fill in
            try fill(6 << 20)
            let reserve = ReservedSpace(directory: directory)
            #expect(throws: SystemCallError.self) { try held(directory) }
            try reserve.lend { try AtomicFile.create(directory + "/note", [UInt8](repeating: 1, count: 1 << 20)) }
            #expect(throws: SystemCallError.self) { try held(directory) }
        }
    }
}
