import OCI

/// The same for `hooks`.
struct HookCheck {
    private let stages: [(name: String, hooks: [RuntimeSpec.Hook]?)]

    init(_ hooks: RuntimeSpec.Hooks) {
        stages = [
            ("prestart", hooks.prestart), ("createRuntime", hooks.createRuntime),
            ("createContainer", hooks.createContainer), ("startContainer", hooks.startContainer),
            ("poststart", hooks.poststart), ("poststop", hooks.poststop),
        ]
    }

    /// 24 days: what poll(2) can wait for.
    private static let longestTimeout = Int(Int32.max) / 1000

    func run() throws(RuntimeError) {
        for stage in stages {
            for (index, hook) in (stage.hooks ?? []).enumerated() { try check(hook, "hooks.\(stage.name)[\(index)]") }
        }
    }

    private func check(_ hook: RuntimeSpec.Hook, _ member: String) throws(RuntimeError) {
        guard hook.path.hasPrefix("/") else { throw .invalid("\(member).path", "'\(hook.path)' is not absolute") }
        if let timeout = hook.timeout, !(1...Self.longestTimeout ~= timeout) {
            throw .invalid("\(member).timeout", "\(timeout) is not within 1 and \(Self.longestTimeout) seconds")
        }
        let texts = [hook.path] + (hook.args ?? []) + (hook.env ?? [])
        if texts.contains(where: { $0.utf8.contains(0) }) {
            throw .invalid(member, "path, args and env must not hold a zero byte")
        }
    }
}
