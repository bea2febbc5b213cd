/// What an image runs on: image-spec `image-index.md`, property `platform`. Names are Go's `GOOS` and `GOARCH`.
package struct Platform: Hashable, Sendable {
    package var architecture: String
    package var os: String
    package var osVersion: String?
    package var osFeatures: [String]?
    /// Of the processor, such as `v7`.
    package var variant: String?

    package init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// The machine that this was compiled for.
    package static let host: Platform = {
        #if arch(x86_64)
        Platform(os: "linux", architecture: "amd64")
        #elseif arch(arm64)
        Platform(os: "linux", architecture: "arm64", variant: "v8")
        #elseif arch(arm)
        Platform(os: "linux", architecture: "arm", variant: "v7")
        #elseif arch(i386)
        Platform(os: "linux", architecture: "386")
        #elseif arch(riscv64)
        Platform(os: "linux", architecture: "riscv64")
        #elseif arch(powerpc64le)
        Platform(os: "linux", architecture: "ppc64le")
        #elseif arch(s390x)
        Platform(os: "linux", architecture: "s390x")
        #endif
    }()
}

extension Platform: CustomStringConvertible {
    /// `os/architecture[/variant]`, as `--platform` takes it.
    package var description: String {
        let parts = [os, architecture, variant ?? ""]
        return parts.filter { !$0.isEmpty }.joined(separator: "/")
    }
}
