import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// Passes on what a container's program says of itself to the service manager that the runtime was started by:
/// sd_notify(3).
struct ServiceNotifications: ~Copyable {
    /// Nothing about pids and descriptors, which mean something else outside, or nothing.
    private static let passed: Set<Substring> = [
        "READY", "RELOADING", "STOPPING", "MONOTONIC_USEC", "STATUS", "ERRNO", "BUSERROR", "EXIT_STATUS", "WATCHDOG",
        "WATCHDOG_USEC", "EXTEND_TIMEOUT_USEC",
    ]
    private static let barrierTimeout: Int32 = 30_000

    /// `nil` where nobody is to be told.
    private var container: OwnedDescriptor?
    private var manager: OwnedDescriptor?

    /// The manager's socket, if there is a manager that waits.
    static var managersSocket: String? {
        getenv("NOTIFY_SOCKET").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Parameter container: that of the runtime's, which the container's program writes to.
    init(_ container: consuming OwnedDescriptor?) throws(SystemCallError) {
        guard let socket = Self.managersSocket else { return }
        manager = try DatagramSocket.connect(to: socket)
        self.container = container
    }

    /// To be polled: negative, which poll(2) passes over, where there is nothing to be passed on.
    var raw: Int32 { container.raw ?? -1 }

    /// Takes a message that is there. A manager that is gone is no failure of the container's.
    ///
    /// - Parameter mainPID: of the process that the manager is to watch once the container is ready.
    /// - Returns: whether it is.
    borrowing func pass(mainPID: Int32) throws(SystemCallError) -> Bool {
        var unused: OwnedDescriptor?
        let message = try Channel.receive(from: raw, descriptor: &unused) ?? []
        var lines = String(decoding: message, as: UTF8.self).split(separator: "\n").filter {
            Self.passed.contains($0.prefix { $0 != "=" })
        }
        let isReady = lines.contains("READY=1")
        if isReady { lines.append("MAINPID=\(mainPID)") }
        if !lines.isEmpty { send(lines.joined(separator: "\n")) }
        return isReady
    }

    private borrowing func send(_ text: String, descriptors: [Int32] = []) {
        guard let raw = manager.raw else { return }
        do { try Channel.send(Array(text.utf8), descriptors: descriptors, to: raw) } catch {
            Log.warn("NOTIFY_SOCKET: \(error)")
        }
    }

    /// For a runtime that does not stay: waits until the container is ready, or its first process has ended.
    borrowing func waitUntilReady(pid: Int32) throws(SystemCallError) {
        guard raw >= 0, let process = try? ProcessDescriptor.open(pid) else { return }
        while true {
            var requests = [
                pollfd(fd: raw, events: Int16(POLLIN), revents: 0),
                pollfd(fd: process.raw, events: Int16(POLLIN), revents: 0),
            ]
            try systemCall("poll") { poll(&requests, 2, -1) }
            if requests[0].revents != 0 {
                if try pass(mainPID: pid) { return try waitForManager() }
            } else if requests[1].revents != 0 {
                return
            }
        }
    }

    /// The manager looks up who sent a message: that one must be there until it has, sd_notify_barrier(3). It closes a
    /// pipe that is sent to it.
    private borrowing func waitForManager() throws(SystemCallError) {
        let pair = try ChannelPair.stream()
        send("BARRIER=1", descriptors: [pair.second.raw])
        let end = pair.takeFirst()
        var request = pollfd(fd: end.raw, events: Int16(POLLIN), revents: 0)
        try systemCall("poll") { poll(&request, 1, Self.barrierTimeout) }
    }
}
