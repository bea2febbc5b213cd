import DockerAPI

extension DeviceMapping {
    /// - Parameter text: `path on host[:path in container][:permissions]`.
    init(parsing text: String) throws {
        self.init()
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), parts[0].hasPrefix("/") else {
            throw Self.malformed(text)
        }
        pathOnHost = parts[0]
        pathInContainer = parts[0]
        cgroupPermissions = "rwm"
        if parts.count == 2, Self.arePermissions(parts[1]) {
            cgroupPermissions = parts[1]
        } else if parts.count >= 2 {
            pathInContainer = parts[1]
        }
        if parts.count == 3 {
            guard Self.arePermissions(parts[2]) else { throw Self.malformed(text) }
            cgroupPermissions = parts[2]
        }
        guard pathInContainer.hasPrefix("/") else { throw Self.malformed(text) }
    }

    private static func arePermissions(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { "rwm".contains($0) } && Set(text).count == text.count
    }

    private static func malformed(_ text: String) -> CommandLineError {
        .invalid("invalid device '\(text)'", hint: "expected such as /dev/fuse or /dev/sda:/dev/xvda:r")
    }
}
