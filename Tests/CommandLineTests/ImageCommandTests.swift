import Synchronization
import Testing

@testable import wherry

/// Counts calls from several threads.
final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}

@Suite struct ImageCommandTests {
    @Test func pullShowsProgressAndTheName() throws {
        let stream = """
            {"status":"Pulling from library/busybox","id":"latest"}\r
            {"status":"Downloading","progressDetail":{"current":5,"total":10},"id":"aa"}\r
            {"status":"Status: Downloaded newer image for busybox:latest"}\r

            """
        let fixture = try CommandFixture(["pull", "busybox"]) { _ in .stream(Array(stream.utf8)) }
        #expect(
            fixture.output == """
                Using default tag: latest
                latest: Pulling from library/busybox
                aa: Downloading
                Status: Downloaded newer image for busybox:latest
                docker.io/library/busybox:latest

                """)
        #expect(fixture.lines == ["POST /images/create?fromImage=busybox&tag=latest"])
    }

    @Test func anErrorInTheStreamIsTheCommandsError() {
        #expect(throws: CommandLineError.self) {
            try CommandFixture(["pull", "-q", "a:1"]) { _ in
                .stream(Array(#"{"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}"#.utf8))
            }
        }
    }

    @Test func imagesHaveARowForEachTag() throws {
        let body = """
            [{"Id":"sha256:0123456789abcdef","RepoTags":["a:1","localhost:5000/b:2"],
              "RepoDigests":["a@sha256:77"],"Created":0, "Size":4500000,"SharedSize":-1,"Containers":-1},
             {"Id":"sha256:fedcba9876543210","RepoTags":[],"Size":10}]
            """
        let fixture = try CommandFixture([
            "images", "--digests", "--format", "{{.Repository}} {{.Tag}} {{.Digest}} {{.ID}} {{.Size}}",
        ]) {
            _ in .json(body)
        }
        #expect(
            fixture.output == """
                a 1 sha256:77 0123456789ab 4.5MB
                localhost:5000/b 2 <none> 0123456789ab 4.5MB
                <none> <none> <none> fedcba987654 10B

                """)
    }

    @Test func imagesHaveARowForEachDigestWhereTheyAreShown() throws {
        let body = """
            [{"Id":"sha256:0123456789abcdef","RepoTags":["a:1"],
              "RepoDigests":["a@sha256:77","a@sha256:78","b@sha256:77","b@sha256:78"],"Created":0,"Size":10}]
            """
        func output(_ flags: String...) throws -> String {
            let format = ["--format", "{{.Repository}} {{.Tag}} \(flags.isEmpty ? "" : "{{.Digest}}")"]
            return try CommandFixture(["images"] + flags + format) { _ in .json(body) }.output
        }
        #expect(
            try output("--digests")
                == "a 1 sha256:77\na 1 sha256:78\nb <none> sha256:77\nb <none> sha256:78\n")
        #expect(try output() == "a 1 \nb <none> \n")
    }

    @Test func loadSendsTheArchive() throws {
        let fixture = try CommandFixture(["load"], input: "archive") { _ in
            .stream(Array(#"{"stream":"Loaded image: a:1\n"}"#.utf8))
        }
        #expect(fixture.output == "Loaded image: a:1\n")
        #expect(fixture.requests[0].body == "7\r\narchive\r\n0\r\n\r\n")
        #expect(fixture.requests[0].headers.contains("Transfer-Encoding: chunked"))
    }

    @Test func saveWritesTheArchive() throws {
        let fixture = try CommandFixture(["save", "a", "b:1"]) { _ in
            .stream(Array("archive".utf8), type: "application/x-tar")
        }
        #expect(fixture.output == "archive")
        #expect(fixture.lines == ["GET /images/get?names=a&names=b%3A1"])
    }

    @Test func rmiTellsWhatItRemoved() throws {
        let fixture = try CommandFixture(["rmi", "-f", "a"]) { _ in
            .json(#"[{"Untagged":"a:latest"},{"Deleted":"sha256:00"}]"#)
        }
        #expect(fixture.output == "Untagged: a:latest\nDeleted: sha256:00\n")
        #expect(fixture.lines == ["DELETE /images/a?force=1"])
    }

    @Test func pruneAsksFirst() throws {
        let no = try CommandFixture(["container", "prune"], input: "n\n") { _ in .nothing }
        #expect(no.requests.isEmpty && no.output.hasSuffix("Are you sure? [y/N] "))
        let yes = try CommandFixture(["image", "prune", "-a"], input: "y\n") { _ in
            .json(#"{"ImagesDeleted":[{"Deleted":"sha256:00"}],"SpaceReclaimed":1500}"#)
        }
        #expect(yes.output.hasSuffix("Deleted Images:\nDeleted: sha256:00\n\nTotal reclaimed space: 1.5kB\n"))
    }
}
