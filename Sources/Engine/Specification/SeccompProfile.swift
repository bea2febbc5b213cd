import JSON
import OCI

/// A profile in Docker's JSON form: the runtime specification's, with rules that hold only under conditions.
struct SeccompProfile {
    private let document: Document

    /// In bytes; Docker's own default is 15 thousand.
    private static let limit = 1 << 20

    init(parsing text: String) throws(EngineError) {
        guard text.utf8.count <= Self.limit else {
            throw EngineError(.invalidArgument, "the seccomp profile is larger than \(Self.limit) bytes")
        }
        do {
            document = try Document(json: Array(text.utf8))
        } catch {
            throw EngineError(.invalidArgument, "Decoding seccomp profile failed: \(error)", cause: error)
        }
    }

    func filter(capabilities: Set<String>) -> RuntimeSpec.Seccomp {
        var filter = RuntimeSpec.Seccomp(defaultAction: document.defaultAction)
        filter.defaultErrnoRet = document.defaultErrnoRet
        filter.architectures = document.architectures ?? document.nativeArchitectures
        filter.syscalls = (document.syscalls ?? []).filter { $0.holds(capabilities) }.map(\.rule)
        return filter
    }

    private struct Document: JSONMapped {
        var defaultAction = ""
        var defaultErrnoRet: UInt32?
        var architectures: [String]?
        var archMap: [ArchitectureMap]?
        var syscalls: [Rule]?

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.required("defaultAction", &defaultAction)
            try members.optional("defaultErrnoRet", &defaultErrnoRet)
            try members.optional("architectures", &architectures)
            try members.optional("archMap", &archMap)
            try members.optional("syscalls", &syscalls)
        }

        /// The native architecture with those that the machine runs besides it.
        var nativeArchitectures: [String] {
            let native = archMap?.first { $0.architecture == SeccompPolicy.nativeArchitecture }
            return native.map { [$0.architecture] + ($0.subArchitectures ?? []) } ?? []
        }
    }

    private struct ArchitectureMap: JSONMapped {
        var architecture = ""
        var subArchitectures: [String]?

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.required("architecture", &architecture)
            try members.optional("subArchitectures", &subArchitectures)
        }
    }

    private struct Condition: JSONMapped {
        var caps: [String]?
        var arches: [String]?

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.optional("caps", &caps)
            try members.optional("arches", &arches)
        }

        func isMet(_ capabilities: Set<String>, whenEmpty: Bool) -> Bool {
            let architecture = arches.map { $0.contains("amd64") } ?? whenEmpty
            let capability = caps.map { $0.contains { capabilities.contains($0) } } ?? whenEmpty
            return whenEmpty ? architecture && capability : architecture || capability
        }
    }

    private struct Rule: JSONMapped {
        var names: [String]?
        var name: String?
        var action = ""
        var errnoRet: UInt32?
        var args: [RuntimeSpec.SeccompArgument]?
        var includes: Condition?
        var excludes: Condition?

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.optional("names", &names)
            try members.optional("name", &name)
            try members.required("action", &action)
            try members.optional("errnoRet", &errnoRet)
            try members.optional("args", &args)
            try members.optional("includes", &includes)
            try members.optional("excludes", &excludes)
        }

        func holds(_ capabilities: Set<String>) -> Bool {
            (includes?.isMet(capabilities, whenEmpty: true) ?? true)
                && !(excludes?.isMet(capabilities, whenEmpty: false) ?? false)
        }

        var rule: RuntimeSpec.SeccompRule {
            .init(names: names ?? name.map { [$0] } ?? [], action: action, errnoRet: errnoRet, args: args)
        }
    }
}
