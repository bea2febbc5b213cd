import DockerServer
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@Suite struct RouterTests {
    private func answer(_ method: HTTPMethod, _ uri: String) async -> String {
        var router = Router()
        router.on(.GET, "/containers/json", query: ["all"]) { _ in
            HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "list")))
        }
        router.on(.GET, "/containers/{id}/json") { try Self.echo($0, "id") }
        router.on(.GET, "/images/{name:*}/json") { try Self.echo($0, "name") }
        router.on(.DELETE, "/images/{name:*}") { try Self.echo($0, "name") }
        router.on(.GET, "/version") { HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "\($0.version)"))) }
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: uri)
        let response = await router.respond(to: head, body: .empty, on: NIOAsyncTestingEventLoop())
        guard case .bytes(let bytes) = response.body else { return "no bytes" }
        return "\(response.status.code) \(String(buffer: bytes))"
    }

    private static func echo(_ request: HTTPRequest, _ name: String) throws -> HTTPResponse {
        HTTPResponse(.ok, body: .bytes(ByteBuffer(string: try request.parameter(name))))
    }

    @Test(arguments: [
        ("/containers/json", "200 list"), ("/v1.51/containers/json?all=1", "200 list"),
        ("/v1.24/containers/abc/json", "200 abc"), ("/containers/a%20b/json", "200 a b"),
        ("/images/busybox/json", "200 busybox"),
        ("/v1.43/images/localhost:5000/a/b:tag/json", "200 localhost:5000/a/b:tag"),
        ("/images/json/json", "200 json"), ("/images/a%2Fb/json", "200 a/b"), ("/version", "200 1.51"),
        ("/v1.30/version", "200 1.30"),
    ])
    func served(_ uri: String, _ expected: String) async {
        #expect(await answer(.GET, uri) == expected)
    }

    @Test(arguments: [
        "/", "/nothing", "/containers", "/containers/abc", "/images/json", "/v1/version", "/vx/version", "*",
    ])
    func unknownPathsAreNotFound(_ uri: String) async {
        #expect(await answer(.GET, uri) == "404 {\"message\":\"page not found\"}\n")
    }

    /// A parameter that says nothing is none.
    @Test(arguments: [
        (
            "/containers/json?all=1&surprise=1",
            "501 {\"message\":\"the query parameter 'surprise' is not supported\"}\n"
        ),
        ("/version?verbose=true", "501 {\"message\":\"the query parameter 'verbose' is not supported\"}\n"),
        ("/containers/json?all=1&surprise=0&other=", "200 list"),
    ])
    func whatNoHandlerReadsIsRefused(_ uri: String, _ expected: String) async {
        #expect(await answer(.GET, uri) == expected)
    }

    @Test func unknownMethodsAreNotFound() async {
        #expect(await answer(.PATCH, "/containers/json").hasPrefix("404 "))
        #expect(await answer(.HEAD, "/containers/json").hasPrefix("404 "))
    }

    @Test(arguments: [
        ("/v1.52/version", "client version 1.52 is too new. Maximum supported API version is 1.51"),
        (
            "/v1.23/version",
            "client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a "
                + "newer version"
        ),
    ])
    func versionsOutOfRange(_ uri: String, _ message: String) async {
        #expect(await answer(.GET, uri) == "400 {\"message\":\"\(message)\"}\n")
    }

    @Test(arguments: ["/containers/%zz/json", "/containers/%f/json", "/containers/%00/json", "/version?a=%ff"])
    func badEncodingsAreRefused(_ uri: String) async {
        #expect(await answer(.GET, uri).hasPrefix("400 "))
    }
}

@Suite struct QueryTests {
    @Test func valuesAreDecoded() throws {
        let query = try Query("a=1+2&b=%7B%22x%22%3A1%7D&c&a=3&=e&d=x=y")
        #expect(query["a"] == "1 2")
        #expect(query.all("a") == ["1 2", "3"])
        #expect(query["b"] == #"{"x":1}"#)
        #expect(query["c"] == "")
        #expect(query["d"] == "x=y")
        #expect(query["none"] == nil)
    }

    @Test(arguments: [
        ("1", true), ("true", true), ("yes", true), ("0", false), ("False", false), ("no", false), ("", false),
    ])
    func flags(_ value: String, _ expected: Bool) throws {
        #expect(try Query("f=\(value)").flag("f") == expected)
        #expect(try Query("").flag("f", default: true))
    }

    @Test func numbers() throws {
        let query = try Query("h=24&w=&t=ten")
        #expect(try query.integer("h") == 24)
        #expect(try query.integer("w") == nil)
        #expect(throws: ServerError.self) { try query.integer("t") }
    }

    @Test func parametersThatAreNotServedAreRefusedByName() throws {
        let query = try Query("all=1&surprise=1&quiet=0")
        #expect { try query.validate(served: ["all"]) } throws: { "\($0)".contains("'surprise'") }
        try query.validate(served: ["all", "surprise"])
    }
}
