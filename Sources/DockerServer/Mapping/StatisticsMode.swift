/// How `stats` is asked for.
enum StatisticsMode: Equatable {
    case stream
    /// One reading; `compared` has one before it.
    case once(compared: Bool)

    init(_ query: Query, version: APIVersion) throws(ServerError) {
        try query.validate(served: ["stream", "one-shot"])
        let isOneShot = query.flag("one-shot") && version >= APIVersion(major: 1, minor: 41)
        if query.flag("stream", default: true) {
            if isOneShot { throw ServerError(.badRequest, "cannot have stream=true and one-shot=true") }
            self = .stream
        } else {
            self = .once(compared: !isOneShot)
        }
    }
}
