import ArgumentParser
import DockerAPI
import Linux

/// What a container may do.
struct SecurityOptions: ParsableArguments {
    @Flag(name: .long, help: "Give it all capabilities and all devices.")
    var privileged = false
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Add a capability.")
    var capAdd: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Drop a capability.")
    var capDrop: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Security option, such as no-new-privileges.")
    var securityOpt: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Kernel parameter of the container's namespaces.")
    var sysctl: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "PID namespace.")
    var pid: String?
    @Option(name: .long, parsing: .unconditional, help: "IPC namespace.")
    var ipc: String?
    @Option(name: .long, parsing: .unconditional, help: "UTS namespace.")
    var uts: String?
    @Option(name: .long, parsing: .unconditional, help: "User namespace.")
    var userns: String?
    @Option(name: .long, parsing: .unconditional, help: "Cgroup namespace.")
    var cgroupns: String?
    @Option(name: .long, parsing: .unconditional, help: "Parent cgroup.")
    var cgroupParent: String?
    @Option(name: .long, parsing: .unconditional, help: "OCI runtime.")
    var runtime: String?

    func apply(to host: inout HostConfig) throws {
        host.privileged = privileged
        host.capAdd = capAdd
        host.capDrop = capDrop
        host.sysctls = try KeyValue.dictionary(sysctl, for: "--sysctl", needsValue: true)
        host.pidMode = pid ?? ""
        host.ipcMode = ipc ?? ""
        host.utsMode = uts ?? ""
        host.usernsMode = userns ?? ""
        host.cgroupnsMode = cgroupns ?? ""
        host.cgroupParent = cgroupParent ?? ""
        host.runtime = runtime ?? ""
        try applySecurityOptions(to: &host)
    }

    /// `systempaths=unconfined` shows all of `/proc` and `/sys`; a seccomp profile's file is read here, as the engine
    /// may be on another machine.
    private func applySecurityOptions(to host: inout HostConfig) throws {
        for option in securityOpt {
            let separator = option.firstIndex { $0 == "=" || $0 == ":" } ?? option.endIndex
            let value = String(option[separator...].dropFirst())
            switch option[..<separator] {
            case "systempaths" where value == "unconfined":
                host.maskedPaths = []
                host.readonlyPaths = []
            case "seccomp" where value != "unconfined" && value != "builtin":
                host.securityOpt.append("seccomp=" + (try Self.profile(value)))
            default: host.securityOpt.append(option)
            }
        }
    }

    private static func profile(_ path: String) throws -> String {
        do { return try SmallFile.read(path) } catch {
            throw CommandLineError.invalid("cannot read the seccomp profile '\(path)': \(error.errno)")
        }
    }
}
