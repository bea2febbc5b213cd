import DockerAPI

/// `POST /containers/{id}/wait`, asked before the container starts so that no end is missed.
struct ContainerWait {
    enum Condition: String {
        case notRunning = "not-running"
        case nextExit = "next-exit"
        case removed
    }

    private var exchange: HTTPExchange

    /// Sends the question on a connection of its own; the engine answers it with a head at once.
    init(_ client: EngineClient, container: String, condition: Condition) throws {
        let request = HTTPRequest.post("/containers/\(container)/wait", [("condition", condition.rawValue)])
        exchange = try HTTPExchange(request, on: try client.open())
    }

    /// The engine has taken the question.
    mutating func awaitAcceptance() throws {
        _ = try exchange.checkedHead()
    }

    /// Waits for the end.
    mutating func status() throws -> ExitStatus {
        let answer = try EngineClient.decode(ContainerWaitResponse.self, try exchange.body(limit: 1 << 20))
        if let error = answer.error, !error.message.isEmpty {
            throw CommandLineError(.refused(status: 500), error.message)
        }
        return ExitStatus(code: Int32(truncatingIfNeeded: answer.statusCode))
    }
}
