import Images
package import OCI
package import Registry

extension ImageService {
    /// Brings all tags of a repository to its registry, one after the other.
    ///
    /// - Throws: `notFound` when no image has a tag of it here. What was brought before a failure stays there.
    @discardableResult
    package func pushAll(
        of repository: Reference, credentials: Credentials?, progress: @escaping ImageProgress.Handler = { _ in }
    ) async throws(EngineError) -> [PushedImage] {
        let store = catalog.store
        let names = try await work.images("list the tags of \(repository.familiarName)") { try store.names() }
        let tagged = names.map(\.reference).filter { $0.tag != nil && $0.repository == repository.repository }
        guard !tagged.isEmpty else {
            throw EngineError(
                .notFound, "An image does not exist locally with the tag: \(repository.familiarName)")
        }
        var pushed: [PushedImage] = []
        for reference in tagged {
            pushed.append(try await push(PushRequest(reference, credentials: credentials), progress: progress))
        }
        return pushed
    }
}
