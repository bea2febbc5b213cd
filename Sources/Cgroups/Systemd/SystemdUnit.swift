import Linux
package import OCI

#if canImport(Glibc)
import Glibc
#endif

/// A unit of systemd's that a container's cgroup is: systemd.scope(5), or systemd.slice(5) for a name that ends so.
///
/// systemd makes the cgroup, and comes back to the limits that it was told whenever it is reloaded: it is told all that
/// it has properties for. Those, and the others, are written to the cgroup's files besides.
package struct SystemdUnit: Equatable, Sendable {
    package internal(set) var name: String
    package internal(set) var slice: String
    /// Of the bus that the unit's manager is on.
    var bus: String

    private static let manager = "org.freedesktop.systemd1"
    private static let path = "/org/freedesktop/systemd1"

    /// - Parameter cgroupsPath: `slice:prefix:name`; an empty slice is the manager's usual one.
    init(cgroupsPath: String?, container id: String) throws(CgroupError) {
        bus = try SystemdBus.path()
        let usual = SystemdBus.isSystem ? "system.slice" : "user.slice"
        guard let text = cgroupsPath, !text.isEmpty else {
            slice = usual
            name = "wherry-\(id).scope"
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, !parts[2].isEmpty, !parts.contains(where: { $0.contains("/") || $0.contains("\0") })
        else {
            throw CgroupError(.invalidValue, "linux.cgroupsPath: '\(text)' is not of the form slice:prefix:name")
        }
        slice = parts[0].isEmpty ? usual : parts[0]
        guard slice == "-.slice" || SystemdSlice(slice) != nil else {
            throw CgroupError(.invalidValue, "linux.cgroupsPath: '\(slice)' is no name of a slice")
        }
        name = parts[2].hasSuffix(".slice") ? parts[2] : (parts[1].isEmpty ? "" : "\(parts[1])-") + "\(parts[2]).scope"
    }

    /// Below the root of each hierarchy.
    package func cgroupPath() throws(CgroupError) -> String {
        let below = SystemdBus.isSystem ? "" : try ownCgroup()
        let slices = SystemdSlice(slice)?.path ?? ""
        if name.hasSuffix(".slice") { return below + (SystemdSlice(name)?.path ?? "/\(name)") }
        return "\(below)\(slices)/\(name)"
    }

    /// That of an ordinary user's manager.
    private func ownCgroup() throws(CgroupError) -> String {
        let answer = try BusConnection(path: bus).call(
            Self.manager, Self.path, "org.freedesktop.DBus.Properties", "Get",
            [.string("\(Self.manager).Manager"), .string("ControlGroup")])
        let text = answer.first?.text ?? ""
        return text == "/" ? "" : text
    }

    /// Starts it with a process in it, and waits until systemd has made the cgroup.
    ///
    /// - Parameter extra: properties in the words of `org.systemd.property.` annotations.
    package func start(
        with pid: Int32, _ resources: RuntimeSpec.Resources, isUnified: Bool, extra: [String: String] = [:]
    ) throws(CgroupError) {
        var properties = SystemdProperties(isUnified: isUnified)
        properties.describe("container \(name)", in: slice, isScope: !name.hasSuffix(".slice"), pid: pid)
        try properties.limit(resources)
        try properties.add(extra)
        let connection = try BusConnection(path: bus)
        try subscribe(connection)
        let answer = try connection.call(
            Self.manager, Self.path, "\(Self.manager).Manager", "StartTransientUnit",
            [.string(name), .string("replace"), properties.value, .array("(sa(sv))", [])])
        try wait(for: answer.first?.text ?? "", connection)
    }

    package func update(_ resources: RuntimeSpec.Resources, isUnified: Bool) throws(CgroupError) {
        var properties = SystemdProperties(isUnified: isUnified)
        try properties.limit(resources)
        _ = try BusConnection(path: bus).call(
            Self.manager, Self.path, "\(Self.manager).Manager", "SetUnitProperties",
            [.string(name), .boolean(true), properties.value])
    }

    /// Ends it, unless it has ended with its last process.
    package func stop() throws(CgroupError) {
        let connection = try BusConnection(path: bus)
        try subscribe(connection)
        do {
            let answer = try connection.call(
                Self.manager, Self.path, "\(Self.manager).Manager", "StopUnit", [.string(name), .string("replace")])
            try wait(for: answer.first?.text ?? "", connection)
        } catch  where error.message.contains("NoSuchUnit") {
            return
        }
        // A scope whose processes were killed has failed, and would be kept to be looked at.
        _ = try? connection.call(
            Self.manager, Self.path, "\(Self.manager).Manager", "ResetFailedUnit", [.string(name)])
    }

    private func subscribe(_ connection: BusConnection) throws(CgroupError) {
        let rule = "type='signal',interface='\(Self.manager).Manager',member='JobRemoved'"
        _ = try connection.call(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", [.string(rule)])
        _ = try connection.call(Self.manager, Self.path, "\(Self.manager).Manager", "Subscribe")
    }

    private func wait(for job: String, _ connection: BusConnection) throws(CgroupError) {
        let result = try connection.waitForSignal("JobRemoved") { body in
            body.count == 4 && body[1].text == job ? body[3].text ?? "" : nil
        }
        guard result == "done" else {
            throw CgroupError(.system, "systemd: the job of the unit \(name) ended as '\(result)'")
        }
    }
}

/// Which bus systemd's manager is on: the system's for root, and an ordinary user's own.
enum SystemdBus {
    static var isSystem: Bool { geteuid() == 0 }

    static func path() throws(CgroupError) -> String {
        let name = isSystem ? "DBUS_SYSTEM_BUS_ADDRESS" : "DBUS_SESSION_BUS_ADDRESS"
        guard let address = getenv(name).map({ String(cString: $0) }), !address.isEmpty else { return usualPath }
        for part in address.split(separator: ";") where part.hasPrefix("unix:") {
            for pair in part.dropFirst(5).split(separator: ",") where pair.hasPrefix("path=") {
                return String(pair.dropFirst(5))
            }
        }
        throw CgroupError(.unsupported, "\(name): '\(address)' names no unix socket by its path")
    }

    private static var usualPath: String {
        if isSystem { return "/run/dbus/system_bus_socket" }
        return (getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/run/user/\(geteuid())") + "/bus"
    }
}

/// `a-b.slice` is in `a.slice`: systemd.slice(5).
struct SystemdSlice {
    /// With a slash in front; empty for the root slice.
    let path: String

    init?(_ name: String) {
        guard name.hasSuffix(".slice"), !name.contains("/") else { return nil }
        guard name != "-.slice" else {
            path = ""
            return
        }
        var (path, prefix) = ("", "")
        for part in name.dropLast(".slice".count).split(separator: "-", omittingEmptySubsequences: false) {
            guard !part.isEmpty else { return nil }
            prefix += prefix.isEmpty ? String(part) : "-\(part)"
            path += "/\(prefix).slice"
        }
        self.path = path
    }
}
