import DockerAPI

/// `POST /images/create`, with its progress shown.
struct ImagePull {
    let reference: String
    let platform: String?
    let quiet: Bool

    func run(in session: Session, output: OutputStream) throws {
        let name = try ImageName(reference)
        var query = QueryItems()
        query.add("fromImage", name.repository)
        query.add("tag", name.tag)
        query.add("platform", platform)
        var request = HTTPRequest.post("/images/create", query.items)
        request.headers = RegistryCredentials(session).header(for: name)
        var display = ProgressDisplay(output: output, isQuiet: quiet)
        try session.client.objects(request, of: ProgressMessage.self) { try display.show($0) }
        try display.finish()
    }
}
