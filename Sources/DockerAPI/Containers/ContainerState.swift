package import JSON

package struct ContainerState: WireObject {
    /// `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`.
    package var status = ""
    package var running = false
    package var paused = false
    package var restarting = false
    package var oomKilled = false
    package var dead = false
    package var pid = 0
    package var exitCode = 0
    package var error = ""
    /// In RFC 3339; `0001-01-01T00:00:00Z` is never.
    package var startedAt = ""
    package var finishedAt = ""
    package var health: Health?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Status", &status)
        try members.field("Running", &running)
        try members.field("Paused", &paused)
        try members.field("Restarting", &restarting)
        try members.field("OOMKilled", &oomKilled)
        try members.field("Dead", &dead)
        try members.field("Pid", &pid)
        try members.field("ExitCode", &exitCode)
        try members.field("Error", &error)
        try members.field("StartedAt", &startedAt)
        try members.field("FinishedAt", &finishedAt)
        try members.optional("Health", &health)
    }
}

package struct Health: WireObject {
    /// `starting`, `healthy` or `unhealthy`.
    package var status = ""
    package var failingStreak = 0
    package var log: [HealthProbe] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Status", &status)
        try members.field("FailingStreak", &failingStreak)
        try members.nullIfEmpty("Log", &log)
    }
}

package struct HealthProbe: WireObject {
    package var start = ""
    package var end = ""
    package var exitCode = 0
    package var output = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Start", &start)
        try members.field("End", &end)
        try members.field("ExitCode", &exitCode)
        try members.field("Output", &output)
    }
}
