import DockerAPI
import JSON

/// The value of `--mount`: `type=bind,source=/a,target=/b,readonly`.
struct MountSpecification {
    private(set) var mount = Mount()
    private let text: String

    init(_ text: String) throws {
        self.text = text
        mount.type = "volume"
        for field in CommaSeparatedFields.parse(text) {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            try set(parts[0].lowercased(), parts.count == 2 ? parts[1] : nil)
        }
        try check()
    }

    private mutating func set(_ key: String, _ value: String?) throws {
        switch key {
        case "readonly", "ro": mount.readOnly = try truth(key, value)
        case "volume-nocopy": mount.volumeOptions = edit(mount.volumeOptions) { $0.noCopy = true }
        case "bind-nonrecursive":
            let isOn = try truth(key, value)
            mount.bindOptions = edit(mount.bindOptions) { $0.nonRecursive = isOn }
        default:
            guard let value, !value.isEmpty else { throw malformed("'\(key)' needs a value") }
            try set(key, text: value)
        }
    }

    private mutating func set(_ key: String, text value: String) throws {
        switch key {
        case "type": mount.type = value.lowercased()
        case "source", "src": mount.source = value
        case "target", "dst", "destination": mount.target = value
        case "bind-propagation": mount.bindOptions = edit(mount.bindOptions) { $0.propagation = value }
        case "volume-subpath": mount.volumeOptions = edit(mount.volumeOptions) { $0.subpath = value }
        case "volume-driver": setDriver { $0.name = value }
        case "volume-label":
            let (name, text) = KeyValue.split(value)
            mount.volumeOptions = edit(mount.volumeOptions) { $0.labels[name] = text }
        case "volume-opt":
            let (name, text) = KeyValue.split(value)
            setDriver { $0.options[name] = text }
        case "tmpfs-size":
            let size = try ByteSize.parse(value, for: "--mount tmpfs-size")
            mount.tmpfsOptions = edit(mount.tmpfsOptions) { $0.sizeBytes = size }
        case "tmpfs-mode":
            guard let mode = Int(value, radix: 8), (0...0o7777).contains(mode) else {
                throw malformed("'\(value)' is not an octal mode")
            }
            mount.tmpfsOptions = edit(mount.tmpfsOptions) { $0.mode = mode }
        default: throw malformed("'\(key)' is not served")
        }
    }

    private mutating func setDriver(_ change: (inout VolumeDriverConfig) -> Void) {
        var options = mount.volumeOptions ?? VolumeOptions()
        options.driverConfig = edit(options.driverConfig, change)
        mount.volumeOptions = options
    }

    private func edit<Options: WireObject>(_ options: Options?, _ change: (inout Options) -> Void) -> Options {
        var options = options ?? Options()
        change(&options)
        return options
    }

    private mutating func check() throws {
        guard ["bind", "volume", "tmpfs"].contains(mount.type) else {
            throw malformed("type '\(mount.type)' is not served", hint: "expected bind, volume or tmpfs")
        }
        guard !mount.target.isEmpty else { throw malformed("it has no target") }
        if mount.type == "bind" {
            guard !mount.source.isEmpty else { throw malformed("a bind needs a source") }
            mount.source = HostPath.absolute(mount.source)
        }
        if mount.type == "tmpfs", !mount.source.isEmpty { throw malformed("a tmpfs has no source") }
        let options: [(type: String, isGiven: Bool)] = [
            ("bind", mount.bindOptions != nil), ("volume", mount.volumeOptions != nil),
            ("tmpfs", mount.tmpfsOptions != nil),
        ]
        if let stray = options.first(where: { $0.isGiven && $0.type != mount.type }) {
            throw malformed("options of a \(stray.type) do not go with type '\(mount.type)'")
        }
    }

    private func truth(_ key: String, _ value: String?) throws -> Bool {
        switch value {
        case nil, "true", "1": return true
        case "false", "0": return false
        default: throw malformed("'\(key)' is true or false")
        }
    }

    private func malformed(_ why: String, hint: String? = nil) -> CommandLineError {
        .invalid("invalid mount '\(text)': \(why)", hint: hint)
    }
}
