import DockerAPI
import Engine
import Linux

/// Docker's word for "never".
let never = "0001-01-01T00:00:00Z"

extension EngineContainerState {
    var wire: DockerAPI.ContainerState {
        var state = DockerAPI.ContainerState()
        state.status = phase.rawValue
        state.running = phase == .running
        state.restarting = phase == .restarting
        state.oomKilled = outOfMemory
        state.dead = phase == .dead
        state.pid = Int(pid ?? 0)
        state.exitCode = Int(exitCode)
        state.error = error
        state.startedAt = startedAt ?? never
        state.finishedAt = finishedAt ?? never
        return state
    }

    /// The `STATUS` column of `docker ps`.
    func summary(now: Timestamp) -> String {
        switch phase {
        case .created: "Created"
        case .running: "Up \(Self.age(of: startedAt, now))"
        case .restarting: "Restarting (\(exitCode)) \(Self.age(of: finishedAt, now)) ago"
        case .exited: "Exited (\(exitCode)) \(Self.age(of: finishedAt, now)) ago"
        case .removing: "Removal In Progress"
        case .dead: "Dead"
        }
    }

    private static func age(of time: String?, _ now: Timestamp) -> String {
        guard let since = time.flatMap({ Timestamp($0) }) else { return Duration.zero.words }
        return Duration.seconds(now.seconds - since.seconds).words
    }
}
