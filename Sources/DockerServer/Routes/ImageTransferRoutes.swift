import DockerAPI
import Engine
import JSON
import NIOCore
import NIOHTTP1
import OCI
import Registry

/// `/images`: pull, push, import, save and load, which take long and tell how far they are.
struct ImageTransferRoutes: Sendable {
    let images: ImageService

    func add(to router: inout Router) {
        // A pull takes others than an import.
        router.on(.POST, "/images/create", query: nil, create)
        router.on(.POST, "/images/load", query: ["platform", "quiet"], load)
        router.on(.GET, "/images/get", query: ["names"]) { try await save($0.query.all("names")) }
        router.on(.GET, "/images/{name:*}/get") { try await save([$0.parameter("name")]) }
        router.on(.POST, "/images/{name:*}/push", query: ["tag"], push)
    }

    private func create(_ request: HTTPRequest) async throws -> HTTPResponse {
        if let source = request.query["fromSrc"]?.nonEmpty { return try await importImage(request, from: source) }
        try request.query.validate(served: ["fromImage", "tag", "platform"])
        guard let name = request.query["fromImage"]?.nonEmpty else {
            throw ServerError(.badRequest, "no image was named: give fromImage or fromSrc")
        }
        let reference = try Reference(name, tag: request.query["tag"])
        guard !reference.isNameOnly else {
            throw ServerError(
                .notImplemented,
                "pulling all tags of \(reference.familiarName) is not supported: give one, such as latest")
        }
        let pull = PullRequest(
            reference, platform: try request.query.platform(),
            credentials: try request.registryCredentials())
        return try await .progress { [images] report in _ = try await images.pull(pull, progress: report) }
    }

    /// No tag is all of them, `--all-tags`.
    private func push(_ request: HTTPRequest) async throws -> HTTPResponse {
        let reference = try Reference(request.parameter("name"), tag: request.query["tag"])
        let credentials = try request.registryCredentials()
        return try await .progress { [images] report in
            if reference.isNameOnly {
                try await images.pushAll(of: reference, credentials: credentials, progress: report)
            } else {
                _ = try await images.push(PushRequest(reference, credentials: credentials), progress: report)
            }
        }
    }

    private func importImage(_ request: HTTPRequest, from source: String) async throws -> HTTPResponse {
        guard source == "-" else {
            throw ServerError(
                .notImplemented, "fromSrc '\(source)' is not supported: send the archive as the body, with -")
        }
        try request.query.validate(served: ["fromSrc", "repo", "tag", "message", "changes", "platform"])
        let reference = try request.query["repo"]?.nonEmpty.map { name throws(ServerError) in
            try Reference(name, tag: request.query["tag"])
        }
        let order = ImportRequest(
            reference: reference, platform: try request.query.platform(), message: request.query["message"] ?? "",
            changes: request.query.all("changes"))
        return try await .progress { [images] report in
            report(ImageProgress(try await images.import(request.body, order).description))
        }
    }

    private func load(_ request: HTTPRequest) async throws -> HTTPResponse {
        let loaded = try await images.load(request.body, platform: try request.query.platform())
        var lines = ByteBuffer()
        for image in loaded {
            var message = ProgressMessage()
            message.stream = image.line
            lines.writeImmutableBuffer(ByteBuffer(json: message, end: "\r\n"))
        }
        return HTTPResponse(.ok, headers: ["Content-Type": "application/json"], body: .bytes(lines))
    }

    private func save(_ names: [String]) async throws -> HTTPResponse {
        // Clients send one parameter a name, or all of them in one.
        let names = names.flatMap { $0.split(separator: ",").map(String.init) }
        let archive = try await images.save(names)
        return HTTPResponse(
            .ok, headers: ["Content-Type": "application/x-tar"],
            body: .stream { stream in
                for try await bytes in archive { try await stream.write(bytes) }
            })
    }
}

extension LoadedImage {
    fileprivate var line: String {
        switch self {
        case .named(let name): "Loaded image: \(name)\n"
        case .unnamed(let id): "Loaded image ID: \(id)\n"
        }
    }
}

extension Query {
    /// `os/architecture[/variant]`, or as new clients send it a JSON object.
    fileprivate func platform() throws -> Platform? {
        guard let text = self["platform"]?.nonEmpty else { return nil }
        do {
            if text.hasPrefix("{") { return try Platform(json: Array(text.utf8)) }
            return try Platform(parsing: text)
        } catch {
            throw ServerError(
                .badRequest, "invalid platform '\(text)': expected OS/ARCHITECTURE[/VARIANT]", cause: error)
        }
    }
}

extension HTTPRequest {
    /// `X-Registry-Auth`: base64url of JSON.
    ///
    /// - Returns: `nil` where it is absent or proves nothing.
    func registryCredentials() throws(ServerError) -> Credentials? {
        guard let text = headers.first(name: "X-Registry-Auth")?.nonEmpty else { return nil }
        let credentials = Credentials(try AuthConfig(header: text))
        return credentials.isAnonymous ? nil : credentials
    }
}
