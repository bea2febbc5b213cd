import FoundationEssentials
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
            document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
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

    private struct Document: Decodable {
        var defaultAction: String
        var defaultErrnoRet: UInt32?
        var architectures: [String]?
        var archMap: [ArchitectureMap]?
        var syscalls: [Rule]?

        /// The native architecture with those that the machine runs besides it.
        var nativeArchitectures: [String] {
            let native = archMap?.first { $0.architecture == SeccompPolicy.nativeArchitecture }
            return native.map { [$0.architecture] + ($0.subArchitectures ?? []) } ?? []
        }
    }

    private struct ArchitectureMap: Decodable {
        var architecture: String
        var subArchitectures: [String]?
    }

    private struct Condition: Decodable {
        var caps: [String]?
        var arches: [String]?

        func isMet(_ capabilities: Set<String>, whenEmpty: Bool) -> Bool {
            let architecture = arches.map { $0.contains("amd64") } ?? whenEmpty
            let capability = caps.map { $0.contains { capabilities.contains($0) } } ?? whenEmpty
            return whenEmpty ? architecture && capability : architecture || capability
        }
    }

    private struct Rule: Decodable {
        var names: [String]?
        var name: String?
        var action: String
        var errnoRet: UInt32?
        var args: [RuntimeSpec.SeccompArgument]?
        var includes: Condition?
        var excludes: Condition?

        func holds(_ capabilities: Set<String>) -> Bool {
            (includes?.isMet(capabilities, whenEmpty: true) ?? true)
                && !(excludes?.isMet(capabilities, whenEmpty: false) ?? false)
        }

        var rule: RuntimeSpec.SeccompRule {
            .init(names: names ?? name.map { [$0] } ?? [], action: action, errnoRet: errnoRet, args: args)
        }
    }
}
