import Linux
import Testing

@testable import Engine

#if canImport(Glibc)
import Glibc
#endif

@Suite struct DirectoryTreeTests {
    /// A container names the files of a volume by any bytes.
    @Test func namesThatAreNoTextAreRemovedToo() throws {
        try TemporaryDirectory.with { root in
            let tree = root + "/tree"
            try DirectoryTree.make(tree)
            let name: [CChar] = [-1, 120, 0]
            let directory = try OwnedDescriptor.open(tree, O_RDONLY | O_DIRECTORY)
            try systemCall("mkdirat") { mkdirat(directory.raw, name, 0o700) }
            let inner = try OwnedDescriptor.open(name, at: directory.raw, O_RDONLY | O_DIRECTORY)
            _ = try OwnedDescriptor.open(name, at: inner.raw, O_WRONLY | O_CREAT, mode: 0o600)
            try DirectoryTree.remove(tree)
            #expect(try DirectoryTree.names(in: root) == [])
        }
    }

    @Test func aLinkIsNotFollowed() throws {
        try TemporaryDirectory.with { root in
            try DirectoryTree.make(root + "/tree")
            try DirectoryTree.make(root + "/kept/file")
            try systemCall("symlink") { symlink("../kept", root + "/tree/link") }
            try DirectoryTree.remove(root + "/tree")
            #expect(try DirectoryTree.names(in: root + "/kept") == ["file"])
            try DirectoryTree.remove(root + "/tree")
            #expect(try DirectoryTree.names(in: root + "/tree") == [])
        }
    }
}
