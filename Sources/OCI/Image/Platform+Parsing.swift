extension Platform {
    /// Reads `os[/architecture[/variant]]` or an architecture alone, as containerd's `platforms.Parse`, and normalises
    /// it. What is left out is the host's.
    ///
    /// - Throws: `invalidPlatform`, naming the part that is wrong.
    package init(parsing text: String) throws(OCIError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for part in parts {
            // containerd also takes an os version in parentheses, which means something on Windows only.
            let wellFormed = part.utf8.allSatisfy {
                $0.isDigit || $0.isLowercase || $0.isUppercase || "-_.".utf8.contains($0)
            }
            guard !part.isEmpty, wellFormed else {
                throw OCIError(
                    .invalidPlatform,
                    "\"\(part)\" is an invalid component of \"\(text)\": platform specifier component must match "
                        + "\"^[A-Za-z0-9_.-]+$\"")
            }
        }
        switch parts.count {
        case 1: try self.init(single: parts[0])
        case 2: self = Platform(os: parts[0], architecture: parts[1]).normalized
        case 3: self = Platform(os: parts[0], architecture: parts[1], variant: parts[2]).normalized
        default: throw OCIError(.invalidPlatform, "\"\(text)\": cannot parse platform specifier")
        }
    }

    private init(single part: String) throws(OCIError) {
        if Self.systems.contains(Self.normalizedSystem(part)) {
            self =
                Platform(os: part, architecture: Platform.host.architecture, variant: Platform.host.variant).normalized
            return
        }
        self = Platform(os: Platform.host.os, architecture: part).normalized
        guard Self.architectures.contains(architecture) else {
            throw OCIError(.invalidPlatform, "\"\(part)\": unknown operating system or architecture")
        }
    }

    /// The one spelling of equal platforms: lower case, Go's names, a variant only where it says something.
    package var normalized: Platform {
        var result = self
        result.os = Self.normalizedSystem(os)
        let spelled = architecture.lowercased()
        let named = variant?.lowercased() ?? ""
        let (name, refined) = Self.normalizedProcessor(spelled, variant: named)
        result.architecture = name
        result.variant = refined.isEmpty ? nil : refined
        return result
    }

    private static func normalizedSystem(_ os: String) -> String {
        let lower = os.lowercased()
        return lower == "macos" ? "darwin" : lower.isEmpty ? host.os : lower
    }

    private static func normalizedProcessor(_ name: String, variant: String) -> (name: String, variant: String) {
        switch name {
        case "i386", "i686": ("386", "")
        case "x86_64", "x86-64", "amd64": ("amd64", variant == "v1" ? "" : variant)
        case "aarch64", "arm64": ("arm64", variant == "8" || variant == "v8" || variant == "v8.0" ? "" : variant)
        case "armhf": ("arm", "v7")
        case "armel": ("arm", "v6")
        case "arm": ("arm", variant.isEmpty ? "v7" : variant.first?.isNumber == true ? "v\(variant)" : variant)
        default: (name, variant)
        }
    }

    private static let systems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "linux", "netbsd", "openbsd",
        "plan9", "solaris", "wasip1", "windows",
    ]

    private static let architectures: Set<String> = [
        "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le",
        "riscv64", "s390x", "wasm",
    ]
}
