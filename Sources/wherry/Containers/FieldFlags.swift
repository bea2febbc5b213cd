/// The flags that fill the fields and the query of a request. An engine that refuses one names it as its API does, and
/// the person who reads that typed a flag.
struct FieldFlags {
    /// By their fields.
    private var flags: [String: String] = [:]
    /// By parameters of the query.
    private var parameters: [String: String] = [:]

    /// Calls the engine; where it refuses a field, the error names the flag.
    @discardableResult
    func naming<Answer>(_ call: () throws -> Answer) throws -> Answer {
        do { return try call() } catch let error as CommandLineError {
            guard case .refused = error.code else { throw error }
            throw CommandLineError(error.code, named(error.message), hint: error.hint, cause: error.cause)
        }
    }

    /// A field is one word of a message. The position in a list and the name of a network are no part of its name here.
    func named(_ message: String) -> String {
        var message = message
        for (name, flag) in parameters { message = message.replacing("the query parameter '\(name)'", with: flag) }
        return message.split(separator: " ", omittingEmptySubsequences: false).map { word in
            flags[Self.field(String(word))] ?? String(word)
        }.joined(separator: " ")
    }

    private static func field(_ word: String) -> String {
        let endpoints = "NetworkingConfig.EndpointsConfig."
        if word.hasPrefix(endpoints), let last = word.split(separator: ".").last { return endpoints + last }
        guard let open = word.firstIndex(of: "["), let close = word.firstIndex(of: "]"), open < close else {
            return word
        }
        return String(word[..<open] + word[close...].dropFirst())
    }
}

extension FieldFlags {
    /// Of `POST /containers/create`.
    static let container = FieldFlags(flags: [
        "Healthcheck.Interval": "--health-interval", "Healthcheck.Retries": "--health-retries",
        "Healthcheck.StartPeriod": "--health-start-period", "Healthcheck.Test": "--health-cmd",
        "Healthcheck.Timeout": "--health-timeout",
        "HostConfig.CgroupParent": "--cgroup-parent", "HostConfig.CgroupnsMode": "--cgroupns",
        "HostConfig.CpuPeriod": "--cpu-period", "HostConfig.CpuQuota": "--cpu-quota",
        "HostConfig.CpuShares": "--cpu-shares", "HostConfig.IpcMode": "--ipc",
        "HostConfig.Mounts.VolumeOptions.DriverConfig.Name": "--mount volume-driver",
        "HostConfig.Mounts.VolumeOptions.DriverConfig.Options": "--mount volume-opt",
        "HostConfig.Mounts.VolumeOptions.Labels": "--mount volume-label",
        "HostConfig.Mounts.VolumeOptions.Subpath": "--mount volume-subpath",
        "HostConfig.PidMode": "--pid", "HostConfig.PidsLimit": "--pids-limit", "HostConfig.Runtime": "--runtime",
        "HostConfig.UTSMode": "--uts", "HostConfig.UsernsMode": "--userns", "HostConfig.VolumesFrom": "--volumes-from",
        "NetworkingConfig.EndpointsConfig.Aliases": "--network-alias",
    ])
    /// Of `POST /volumes/create`.
    static let volume = FieldFlags(flags: ["Driver": "--driver"])
    /// Of the calls for images.
    static let image = FieldFlags(flags: ["noprune": "--no-prune"], parameters: ["platform": "--platform"])
}
