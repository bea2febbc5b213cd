import Engine

/// A tmpfs as `--tmpfs` has it: a path in the container, and options of mount(8).
enum TmpfsSpecification {
    static func parse(target: String, options: String) throws(ServerError) -> MountRequest {
        guard target.hasPrefix("/") else {
            throw ServerError(.badRequest, "invalid tmpfs '\(target)': the path must be absolute")
        }
        var mount = MountRequest(kind: .tmpfs, target: target)
        for option in options.split(separator: ",") {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            switch (parts[0], parts.count > 1 ? parts[1] : nil) {
            case ("ro", nil): mount.readOnly = true
            case ("rw", nil): mount.readOnly = false
            case ("size", let size?): mount.tmpfsSize = try bytes(size, option)
            case ("mode", let mode?): mount.tmpfsMode = try self.mode(mode, option)
            default: mount.options.append(String(option))
            }
        }
        return mount
    }

    private static func bytes(_ text: String, _ option: Substring) throws(ServerError) -> Int64 {
        guard let bytes = ByteSize.parse(text) else {
            throw ServerError(.badRequest, "invalid tmpfs option '\(option)': expected a size such as 64m")
        }
        return bytes
    }

    private static func mode(_ text: String, _ option: Substring) throws(ServerError) -> UInt32 {
        guard let mode = UInt32(text, radix: 8), mode <= 0o7777 else {
            throw ServerError(.badRequest, "invalid tmpfs option '\(option)': expected octal permissions such as 1777")
        }
        return mode
    }
}
