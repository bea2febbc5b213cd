package struct ContainerState: WireObject {
    /// `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`.
    @Field package var status: String
    @Field package var running: Bool
    @Field package var paused: Bool
    @Field package var restarting: Bool
    @Field package var oomKilled: Bool
    @Field package var dead: Bool
    @Field package var pid: Int
    @Field package var exitCode: Int
    @Field package var error: String
    /// In RFC 3339; `0001-01-01T00:00:00Z` is never.
    @Field package var startedAt: String
    @Field package var finishedAt: String
    package var health: Health?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case status = "Status", running = "Running", paused = "Paused", restarting = "Restarting"
        case oomKilled = "OOMKilled", dead = "Dead", pid = "Pid", exitCode = "ExitCode", error = "Error"
        case startedAt = "StartedAt", finishedAt = "FinishedAt", health = "Health"
    }
}

package struct Health: WireObject {
    /// `starting`, `healthy` or `unhealthy`.
    @Field package var status: String
    @Field package var failingStreak: Int
    @NullIfEmpty package var log: [HealthProbe]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case status = "Status", failingStreak = "FailingStreak", log = "Log"
    }
}

package struct HealthProbe: WireObject {
    @Field package var start: String
    @Field package var end: String
    @Field package var exitCode: Int
    @Field package var output: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case start = "Start", end = "End", exitCode = "ExitCode", output = "Output"
    }
}
