import Glibc
import Linux

/// The systemd that runs this machine.
enum SystemManager {
    /// sd_booted(3).
    static let isRunning =
        access("/run/systemd/system", F_OK) == 0 && access("/run/dbus/system_bus_socket", F_OK) == 0

    /// An ordinary user who has a manager, and a bus with it.
    static let user: UInt32? = (1000..<1010).first { access("/run/user/\($0)/bus", F_OK) == 0 }

    static func control(_ words: String..., in directory: String) throws -> Outcome {
        try ProgramRun(arguments: ["/usr/bin/systemctl"] + words, directory: directory).run()
    }

    /// What systemd says of a unit, by property.
    static func properties(of unit: String, in directory: String) throws -> [String: String] {
        var properties: [String: String] = [:]
        for line in try control("show", unit, in: directory).lines {
            let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { properties[String(pair[0])] = String(pair[1]) }
        }
        return properties
    }

    /// Words before a command that the user's manager is to run, to its end.
    static func run(as user: UInt32) -> [String] {
        let bus = "XDG_RUNTIME_DIR=/run/user/\(user)"
        return [
            "/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "/usr/bin/env", bus,
            "/usr/bin/systemd-run", "--user", "--quiet", "--wait", "--pipe", "--collect", "--working-directory=/",
        ]
    }
}
