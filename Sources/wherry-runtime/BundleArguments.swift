import Linux
import OCI
import OCIRuntime
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What `create` and `run` have in common.
struct BundleArguments: CommandArguments {
    private var bundle = "."
    private var pidFile: String?
    private var consoleSocket: String?
    private var noPivot = false
    private var noNewKeyring = false
    private var preserveFDs = 0
    private(set) var id = ""

    mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
        try syntax.option("bundle", "b", &bundle, "DIRECTORY", "The bundle; absent is the working directory.")
        try syntax.option("pid-file", &pidFile, "FILE", "Write the first process's pid to it.")
        try syntax.option("console-socket", &consoleSocket, "SOCKET", "A unix socket that gets the terminal's master.")
        try syntax.flag("no-pivot", &noPivot, "For a root on an initial ramdisk, which cannot be pivoted from.")
        try syntax.flag("no-new-keyring", &noNewKeyring, "Let the container have the caller's session keyring.")
        try syntax.option("preserve-fds", &preserveFDs, "NUMBER", "How many descriptors from 3 on the program gets.")
        try syntax.operand("container-id", &id)
    }

    /// Creates the container, and hands out its first process: what fails on the way leaves no container behind.
    func create(
        _ runtime: ContainerRuntime, start: Bool, isDetached: Bool, _ body: (inout CreatedProcess) throws -> Void
    ) throws {
        let path = try absolute(bundle)
        var spec = try RuntimeSpec.read(bundle: path)
        for warning in ContainerRuntime.capabilityWarnings(about: spec) { Log.warn(warning) }
        for warning in ContainerRuntime.warnings(about: spec) { Log.remark(warning) }
        let preserved = try PreservedDescriptors(asked: preserveFDs)
        preserved.announce(to: &spec.process)
        try ConsoleArguments.check(spec.process, isDetached: isDetached, socket: consoleSocket)
        let streams = ConsoleArguments.streams(spec.process)
        var request = CreateRequest(id: id, bundle: path, spec: spec, streams: streams, start: start)
        request.preservedDescriptors = preserved.count
        request.usesPivot = !noPivot
        request.hasKeyring = !noNewKeyring
        request.hasNotifySocket = ServiceNotifications.managersSocket != nil
        var process = try runtime.create(request)
        do {
            if isDetached, let consoleSocket { try ConsoleArguments.send(&process, to: consoleSocket) }
            if let pidFile { try ConsoleArguments.writePid(process.pid, to: pidFile) }
            try body(&process)
        } catch {
            for failure in (try? runtime.delete(id: id, force: true)) ?? [] { Log.error(failure.message) }
            throw error
        }
    }

    private func absolute(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else {
            throw HostFile.failure("chdir", path, SystemCallError("realpath", path, errno: Errno(rawValue: errno)))
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
