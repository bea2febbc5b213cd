import ArgumentParser
import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// What `create` and `run` have in common.
struct BundleArguments: ParsableArguments {
    @Option(name: [.customShort("b"), .customLong("bundle")], help: "The bundle's directory; absent is this one.")
    var bundle = "."

    @Option(name: .customLong("pid-file"), help: "A file that the first process's pid is written to.")
    var pidFile: String?

    @Option(name: .customLong("console-socket"), help: "A unix socket that gets the terminal's master.")
    var consoleSocket: String?

    @Flag(name: .customLong("no-pivot"), help: "For a root on an initial ramdisk, which cannot be pivoted from.")
    var noPivot = false

    @Flag(name: .customLong("no-new-keyring"), help: "Let the container have the caller's session keyring.")
    var noNewKeyring = false

    @Option(name: .customLong("preserve-fds"), help: "How many descriptors from 3 on the program gets.")
    var preserveFDs = 0

    @Argument(help: "The container's id.")
    var id: String

    /// Creates the container, and hands out its first process: what fails on the way leaves no container behind.
    func create(
        _ runtime: ContainerRuntime, start: Bool, isDetached: Bool, _ body: (inout CreatedProcess) throws -> Void
    ) throws {
        let path = try absolute(bundle)
        var spec = try RuntimeSpec.read(bundle: path)
        for warning in ContainerRuntime.warnings(about: spec) { Log.warn(warning) }
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
            try? runtime.delete(id: id, force: true)
            throw error
        }
    }

    private func absolute(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else {
            throw RuntimeError(.invalidConfiguration, "bundle '\(path)': \(String(cString: strerror(errno)))")
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
