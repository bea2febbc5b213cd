import DockerAPI
import JSON
import Testing

@testable import wherry

@Suite struct ContainerCommandTests {
    private static let created = FakeEngine.Answer.json(#"{"Id":"c0ffee","Warnings":[]}"#, status: "201 Created")

    /// What an engine answers to the calls of one `run`.
    private static func running(
        _ line: String, output: [UInt8], status: Int = 0, start: FakeEngine.Answer = .nothing
    ) -> FakeEngine.Answer {
        if line.contains("/create") { return created }
        if line.contains("/attach") { return .upgrade(output) }
        if line.contains("/wait") { return .stream(Array("{\"StatusCode\":\(status)}".utf8)) }
        return start
    }

    @Test func runAttachesWaitsAndStarts() throws {
        let output = FrameDemuxerTests.frame(.output, "hello\n") + FrameDemuxerTests.frame(.error, "oops\n")
        let fixture = try CommandFixture(["run", "--rm", "--name", "web", "busybox", "sh", "-c", "exit 3"]) {
            Self.running($0, output: output, status: 3)
        }
        #expect(fixture.status.code == 3)
        #expect(fixture.output == "hello\n" && fixture.error == "oops\n")
        let lines = fixture.lines
        #expect(lines.first == "POST /containers/create?name=web")
        #expect(lines.contains("POST /containers/c0ffee/attach?stream=1&stdout=1&stderr=1"))
        #expect(lines.contains("POST /containers/c0ffee/wait?condition=removed"))
        #expect(lines.last == "POST /containers/c0ffee/start")
        let body = try ContainerCreateRequest(json: Array(fixture.requests[0].body.utf8))
        #expect(body.config.image == "busybox" && body.config.cmd?.words == ["sh", "-c", "exit 3"])
        #expect(body.hostConfig.autoRemove && body.config.attachStdout && !body.config.openStdin)
    }

    @Test func runDetachedPrintsTheId() throws {
        let fixture = try CommandFixture(["run", "-d", "-p", "8080:80", "busybox"]) { Self.running($0, output: []) }
        #expect(fixture.output == "c0ffee\n" && fixture.status == .success)
        #expect(fixture.lines == ["POST /containers/create", "POST /containers/c0ffee/start"])
        let body = try ContainerCreateRequest(json: Array(fixture.requests[0].body.utf8))
        #expect(body.hostConfig.portBindings["80/tcp"]??.first?.hostPort == "8080")
        #expect(body.config.exposedPorts["80/tcp"] != nil)
    }

    @Test(arguments: [
        ("exec: \\\"x\\\": executable file not found in $PATH", 127), ("exec: \\\"/x\\\": permission denied", 126),
        ("port is already allocated", 125),
    ])
    func whatCannotStartHasDockersStatus(_ message: String, _ code: Int32) throws {
        let fixture = try CommandFixture(["run", "busybox"]) {
            Self.running($0, output: [], start: .json("{\"message\":\"\(message)\"}", status: "400 Bad Request"))
        }
        #expect(fixture.status.code == code)
        #expect(fixture.error.hasPrefix("wherry: ") && fixture.error.split(separator: "\n").count == 1)
    }

    @Test func aMissingImageIsPulled() throws {
        let tries = Counter()
        let fixture = try CommandFixture(["create", "--quiet", "localhost:5000/a:1"]) { line in
            if line.contains("/images/create") { return .stream(Array("{\"status\":\"done\"}\r\n".utf8)) }
            return tries.next() == 0 ? .json(#"{"message":"No such image: a"}"#, status: "404 Not Found") : Self.created
        }
        #expect(fixture.output == "c0ffee\n")
        #expect(
            fixture.lines == [
                "POST /containers/create", "POST /images/create?fromImage=localhost%3A5000%2Fa&tag=1",
                "POST /containers/create",
            ])
        #expect(fixture.requests[1].headers.contains("X-Registry-Auth: "))
    }

    @Test func aPullThatIsNotWantedIsNotMade() throws {
        #expect(throws: CommandLineError.self) {
            try CommandFixture(["create", "--pull=never", "a"]) { _ in
                .json(#"{"message":"No such image: a"}"#, status: "404 Not Found")
            }
        }
    }

    @Test func inputGoesToTheContainer() throws {
        let fixture = try CommandFixture(["run", "-i", "busybox", "cat"], input: "typed") {
            Self.running($0, output: FrameDemuxerTests.frame(.output, "x"))
        }
        #expect(fixture.output == "x")
        #expect(fixture.lines.contains("POST /containers/c0ffee/attach?stream=1&stdin=1&stdout=1&stderr=1"))
    }

    @Test func execReturnsTheCommandsStatus() throws {
        let fixture = try CommandFixture(["exec", "-u", "root", "-e", "A=1", "web", "ls", "-l"]) { line in
            if line.hasSuffix("/exec") { return .json(#"{"Id":"e1"}"#, status: "201 Created") }
            if line.hasSuffix("/start") { return .upgrade(FrameDemuxerTests.frame(.output, "listing\n")) }
            return .json(#"{"ID":"e1","Running":false,"ExitCode":2}"#)
        }
        #expect(fixture.status.code == 2 && fixture.output == "listing\n")
        #expect(fixture.lines == ["POST /containers/web/exec", "POST /exec/e1/start", "GET /exec/e1/json"])
        let body = try ExecCreateRequest(json: Array(fixture.requests[0].body.utf8))
        #expect(body.cmd == ["ls", "-l"] && body.user == "root" && body.env == ["A=1"])
    }

    @Test func namesThatFailDoNotStopTheOthers() throws {
        let fixture = try CommandFixture(["stop", "-t", "3", "a", "nosuch", "b"]) { line in
            line.contains("nosuch")
                ? .json(#"{"message":"No such container: nosuch"}"#, status: "404 Not Found") : .nothing
        }
        #expect(fixture.status == .failure)
        #expect(fixture.output == "a\nb\n" && fixture.error == "wherry: No such container: nosuch\n")
        #expect(fixture.lines[0] == "POST /containers/a/stop?t=3")
    }

    @Test func psShowsATable() throws {
        let body = """
            [{"Id":"0123456789abcdef","Names":["/web"],"Image":"busybox","Command":"sleep 1000000000000000","Created":0,
              "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}],
              "State":"running","Status":"Up 2 hours"}]
            """
        let table = try CommandFixture(["ps", "-a", "-f", "name=web"]) { _ in .json(body) }
        let rows = table.output.split(separator: "\n")
        let headings = "CONTAINER ID   IMAGE     COMMAND                  CREATED        STATUS       PORTS"
        #expect(rows[0] == headings + "                  NAMES")
        #expect(rows[1].hasPrefix("0123456789ab   busybox   \"sleep 1000000000000…\"   "))
        #expect(rows[1].hasSuffix("Up 2 hours   0.0.0.0:8080->80/tcp   web"))
        #expect(table.lines == [#"GET /containers/json?all=1&filters=%7B%22name%22%3A%7B%22web%22%3Atrue%7D%7D"#])
        #expect(try CommandFixture(["ps", "-q"]) { _ in .json(body) }.output == "0123456789ab\n")
        #expect(
            try CommandFixture(["ps", "--format", "{{.Names}} {{.State}}"]) { _ in .json(body) }.output
                == "web running\n")
    }

    @Test func logsAreParted() throws {
        let frames = FrameDemuxerTests.frame(.output, "out\n") + FrameDemuxerTests.frame(.error, "err\n")
        let fixture = try CommandFixture(["logs", "--tail=5", "-t", "web"]) { _ in
            .stream(frames, type: "application/vnd.docker.multiplexed-stream")
        }
        #expect(fixture.output == "out\n" && fixture.error == "err\n")
        #expect(fixture.lines == ["GET /containers/web/logs?stdout=1&stderr=1&tail=5&timestamps=1"])
        let raw = try CommandFixture(["logs", "web"]) { _ in
            .stream(Array("plain\r\n".utf8), type: "application/vnd.docker.raw-stream")
        }
        #expect(raw.output == "plain\r\n")
    }

    @Test func inspectSearchesAllKinds() throws {
        let fixture = try CommandFixture(["inspect", "--format", "{{.Name}}", "net", "nosuch"]) { line in
            line.hasSuffix("/networks/net")
                ? .json(#"{"Name":"net"}"#) : .json(#"{"message":"no"}"#, status: "404 Not Found")
        }
        #expect(
            fixture.output == "net\n" && fixture.error == "wherry: no such object: nosuch\n"
                && fixture.status == .failure)
        let list = try CommandFixture(["inspect", "--type", "container", "x"]) { _ in .json(#"{"Id":"1"}"#) }
        #expect(list.output == "[\n    {\n        \"Id\": \"1\"\n    }\n]\n")
    }

    @Test func waitPrintsStatuses() throws {
        let fixture = try CommandFixture(["wait", "a"]) { _ in .stream(Array("{\"StatusCode\":137}".utf8)) }
        #expect(fixture.output == "137\n" && fixture.status == .success)
    }
}
