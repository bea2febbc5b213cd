import DockerAPI
import FoundationEssentials

/// Makes a container, and pulls its image first where the policy says so.
struct ContainerCreation {
    /// What is asked for beside the request.
    struct Settings: Equatable {
        var name: String?
        var platform: String?
        var pull = PullPolicy.missing
        /// Of the pull's progress.
        var quiet = false
        /// A new file for the container's id.
        var identifierFile: String?
    }

    let session: Session
    let settings: Settings
    let request: ContainerCreateRequest

    /// - Returns: the container's id.
    func create() throws -> String {
        try checkIdentifierFile()
        if settings.pull == .always { try pull() }
        let response = try post()
        for warning in response.warnings { session.warn("warning: \(warning)") }
        if let path = settings.identifierFile { try writeIdentifier(response.id, to: path) }
        return response.id
    }

    private func post() throws -> ContainerCreateResponse {
        do {
            return try call()
        } catch let error as CommandLineError
            where error.code == .refused(status: 404) && settings.pull == .missing
            && error.message.contains(missingImage)
        {
            session.warn("image '\(request.config.image)' is not here: pulling it")
            try pull()
            return try call()
        }
    }

    private func call() throws -> ContainerCreateResponse {
        try FieldFlags.container.naming { try session.client.call(creation()) }
    }

    /// A missing network is a 404 too, and the API tells them apart by its text alone.
    private var missingImage: String { "No such image" }

    private func creation() -> HTTPRequest {
        var query = QueryItems()
        query.add("name", settings.name)
        query.add("platform", settings.platform)
        return .post("/containers/create", query.items, json: request)
    }

    private func pull() throws {
        try ImagePull(reference: request.config.image, platform: settings.platform, quiet: settings.quiet)
            .run(in: session, output: session.error)
    }

    private func checkIdentifierFile() throws {
        guard let path = settings.identifierFile, FileManager.default.fileExists(atPath: path) else { return }
        throw CommandLineError.invalid("container id file '\(path)' exists", hint: "remove it, or name another one")
    }

    private func writeIdentifier(_ id: String, to path: String) throws {
        do {
            try Data(id.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            throw CommandLineError(.system, "cannot write the container's id to '\(path)'", cause: error)
        }
    }
}
