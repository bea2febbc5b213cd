import Foundation

/// What an engine answered to a request.
struct Answer: CustomStringConvertible {
    let status: Int
    let body: String

    var description: String { "\(status) \(body)" }

    /// Of an error.
    var message: String {
        let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        return object?["message"] as? String ?? ""
    }
}

extension EngineFixture {
    /// Sends a request of the API's newest version.
    ///
    /// - Parameters:
    ///   - body: JSON.
    ///   - file: the path of a body.
    func request(_ method: String, _ path: String, body: String? = nil, file: String? = nil) async throws -> Answer {
        var arguments = [
            "curl", "--silent", "--show-error", "--unix-socket", socket, "--request", method, "--write-out",
            "\n%{http_code}", "http://engine\(path)",
        ]
        if let body { arguments += ["--header", "Content-Type: application/json", "--data-binary", body] }
        if let file { arguments += ["--header", "Content-Type: application/x-tar", "--upload-file", file] }
        let outcome = try await ChildProgram(arguments, environment: environment).end()
        guard outcome.status == 0, let newline = outcome.output.lastIndex(of: "\n"),
            let status = Int(outcome.output[outcome.output.index(after: newline)...])
        else { throw ProgramFailure(arguments, "failed", outcome) }
        return Answer(status: status, body: String(outcome.output[..<newline]))
    }
}
