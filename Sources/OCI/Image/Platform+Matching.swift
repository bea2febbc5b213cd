extension Platform {
    /// What runs on this platform, best first, as containerd's `platforms.Only`: an older variant of the processor,
    /// and the 32-bit processor that it contains.
    package var runnable: [Platform] {
        let platform = normalized
        switch platform.architecture {
        case "amd64":
            let older = Self.versions(below: platform.variant, downTo: 1)
            return [platform] + older.map { platform.with("amd64", variant: $0 == 1 ? nil : "v\($0)") }
                + [platform.with("386", variant: nil)]
        case "arm":
            return [platform]
                + Self.versions(below: platform.variant, downTo: 5).map { platform.with("arm", variant: "v\($0)") }
        case "arm64":
            let arm = platform.with("arm", variant: "v8")
            let plain = platform.variant == nil ? [] : [platform.with("arm64", variant: nil)]
            return [platform] + plain + arm.runnable
        default:
            return [platform]
        }
    }

    /// Whether an image for `image` runs on this platform.
    package func runs(_ image: Platform) -> Bool {
        rank(of: image) != nil
    }

    /// How well an image for `image` fits: 0 is best; `nil` means that it does not run here.
    package func rank(of image: Platform) -> Int? {
        let wanted = image.normalized
        return runnable.firstIndex {
            $0.os == wanted.os && $0.architecture == wanted.architecture && $0.variant == wanted.variant
        }
    }

    private func with(_ architecture: String, variant: String?) -> Platform {
        Platform(os: os, architecture: architecture, variant: variant)
    }

    /// The versions older than `variant` (`v3` gives 2 and 1), newest first; none when it is not of that form.
    private static func versions(below variant: String?, downTo lowest: Int) -> [Int] {
        guard let variant, let version = Int(variant.drop { $0 == "v" }), version > lowest, version < 16 else {
            return []
        }
        return (lowest..<version).reversed()
    }
}
