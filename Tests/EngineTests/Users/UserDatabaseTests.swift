import TestSupport
import Testing

@testable import Engine

struct UserDatabaseTests {
    private let database = UserDatabase(
        passwd: Array("root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:\nbroken\n:::\nbad:x:y:0::/:\n".utf8),
        group: Array("root:x:0:\nwheel:x:10:root,app\napp:x:1000:app\naudio:x:29:app\n".utf8))

    @Test func rootByDefaultWithItsGroups() throws {
        let identity = try database.identity(of: "")
        #expect(identity == Identity(uid: 0, gid: 0, additionalGroups: [0, 10], home: "/root"))
    }

    @Test func aNameBringsItsGroupsAndHome() throws {
        let identity = try database.identity(of: "app")
        #expect(identity == Identity(uid: 1000, gid: 1000, additionalGroups: [1000, 10, 29], home: "/home/app"))
        #expect(try database.identity(of: "1000") == identity)
    }

    @Test func aGroupOfOnesOwnReplacesTheUsers() throws {
        let audio = Identity(uid: 1000, gid: 29, additionalGroups: [29], home: "/home/app")
        #expect(try database.identity(of: "app:audio") == audio)
        #expect(try database.identity(of: "7:8") == Identity(uid: 7, gid: 8, additionalGroups: [8], home: "/"))
    }

    @Test func groupsAreAddedByNameOrNumber() throws {
        #expect(try database.identity(of: "7", additional: ["audio", "99", "0"]).additionalGroups == [0, 29, 99])
    }

    @Test(arguments: ["nobody", "-1", "4294967295", "app:nogroup"])
    func whatTheImageDoesNotHaveIsRefusedByName(user: String) {
        let error = #expect(throws: EngineError.self) { try database.identity(of: user) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func noFilesAtAll() throws {
        let empty = UserDatabase(passwd: nil, group: nil)
        #expect(try empty.identity(of: "") == Identity(home: "/root"))
        #expect(try empty.identity(of: "5").uid == 5)
    }

    /// Files of an image may hold anything.
    @Test func survivesMutations() {
        var generator = SplitMix(seed: 11)
        let seed = Array("root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:\n".utf8)
        for _ in 0..<2000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let database = UserDatabase(passwd: bytes, group: bytes)
            #expect(database.users.count <= 64)
            _ = try? database.identity(of: "app")
        }
    }
}
