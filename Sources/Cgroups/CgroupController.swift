import OCI

/// A controller of one version of cgroups: which files hold its limits, and which its statistics.
protocol CgroupController: Sendable {
    /// As the kernel names it.
    static var name: String { get }
    /// Whether a container without limits of this controller is placed in its hierarchy all the same (v1): for its
    /// statistics, for the devices, or so that it can be frozen.
    static var isAlwaysUsed: Bool { get }
    /// The files to write, in order.
    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting]
    /// Adds what the cgroup's files say.
    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics)
}

extension CgroupController {
    /// Refuses a limit of v1 that v2 does not have.
    static func refuse(_ isAsked: Bool, _ member: String) throws(CgroupError) {
        if isAsked { throw CgroupError(.unsupported, "\(member): cgroup v2 does not have it") }
    }

    static var isAlwaysUsed: Bool { false }
    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {}
}

/// A value to be written to a file of a cgroup.
package struct CgroupSetting: Equatable, Sendable {
    package var file: String
    package var value: String
    /// The member of the runtime specification that it comes from, for messages.
    package var member: String
    /// Whether older kernels do without the file, and so does the setting.
    package var isOptional = false

    init(_ file: String, _ value: some CustomStringConvertible, _ member: String, isOptional: Bool = false) {
        self.file = file
        self.value = value.description
        self.member = member
        self.isOptional = isOptional
    }
}
