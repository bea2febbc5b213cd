/// What an upload's source of bytes threw, carried through the HTTP client unchanged.
struct SourceFailure: Error {
    let underlying: any Error

    static func unwrap(_ error: any Error) -> (any Error)? {
        (error as? SourceFailure)?.underlying
    }
}
