/// A container's environment: what Docker adds, then what the image and the caller say.
struct ProcessEnvironment {
    private static let path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    let variables: [String]

    init(_ record: ContainerRecord, home: String) {
        var defaults = [Self.path, "HOSTNAME=\(record.hostname)"]
        if record.configuration.terminal { defaults.append("TERM=xterm") }
        variables =
            Self.overlay(record.configuration.environment, on: defaults)
            + Self.home(home, record.configuration.environment)
    }

    /// An exec's: the container's, with what the exec says over it.
    init(_ record: ContainerRecord, home: String, exec: ExecConfiguration) {
        var base = ProcessEnvironment(record, home: home).variables
        if exec.terminal { base = Self.overlay(base, on: ["TERM=xterm"]) }
        variables = Self.overlay(exec.environment, on: base)
    }

    private static func home(_ home: String, _ variables: [String]) -> [String] {
        variables.contains { $0.hasPrefix("HOME=") } ? [] : ["HOME=\(home)"]
    }

    private static func overlay(_ variables: [String], on base: [String]) -> [String] {
        func name(_ variable: String) -> Substring { variable.prefix { $0 != "=" } }
        let names = Set(variables.map { String(name($0)) })
        return base.filter { !names.contains(String(name($0))) } + variables
    }
}
