import ShimProtocol

/// An exec of a container: asked for, running, or ended.
struct Exec: Sendable {
    enum Phase: Sendable {
        case created
        /// - Parameter exit: comes when the shim says so.
        case running(pid: Int32, exit: Task<ExitStatus?, Never>)
        case ended(ExitStatus)
    }
    let id: String
    let configuration: ExecConfiguration
    /// In the order of asking.
    let number: Int
    var phase = Phase.created

    var hasEnded: Bool {
        if case .ended = phase { true } else { false }
    }
}
