import Testing

/// The directions between targets that the architecture rests on; `docs/ARCHITECTURE.md` draws them.
struct TargetGraphTests {
    /// Which of our targets each may import.
    private static let allowed: [String: Set<String>] = [
        "CLinux": [],
        "Linux": ["CLinux"],
        "JSON": [],
        "OCI": ["JSON"],
        "Cgroups": ["JSON", "Linux", "OCI", "CLinux"],
        "OCIRuntime": ["Cgroups", "CLinux", "CSeccomp", "JSON", "Linux", "OCI"],
        "ShimProtocol": ["JSON", "Linux", "OCI"],
        "wherry-runtime": ["OCIRuntime", "Cgroups", "Linux", "OCI"],
        "wherry-shim": ["OCIRuntime", "ShimProtocol", "Cgroups", "CLinux", "JSON", "Linux", "OCI"],
        "Images": ["Linux", "OCI"],
        "Registry": ["OCI"],
        "Snapshots": ["CISAL", "CLinux", "CZstd", "Linux", "OCI"],
        "Networking": ["CLinux", "Linux", "OCI"],
        "Engine": [
            "CLinux", "Cgroups", "Images", "JSON", "Linux", "Networking", "OCI", "Registry", "ShimProtocol",
            "Snapshots",
        ],
        "DockerAPI": [],
        "DockerServer": [
            "Cgroups", "DockerAPI", "Engine", "Images", "Linux", "Networking", "OCI", "Registry", "ShimProtocol",
            "Snapshots",
        ],
        "wherryd": ["DockerAPI", "DockerServer", "Engine", "Linux"],
        "wherry": ["DockerAPI", "Linux", "OCI"],
    ]

    /// Linked fully static and started on the hot path: none of these is for them.
    private static let staticFamily: Set<String> = [
        "CLinux", "JSON", "Linux", "OCI", "Cgroups", "OCIRuntime", "ShimProtocol", "DockerAPI", "wherry-runtime",
        "wherry-shim",
        "wherry",
    ]
    private static let heavy: Set<String> = [
        "AsyncHTTPClient", "Foundation", "FoundationInternationalization", "FoundationNetworking", "GRDB", "NIOHTTP1",
        "NIOSSL",
    ]

    @Test func targetsImportOnlyWhatTheyMay() throws {
        for file in try SourceTree.files(in: "Sources") {
            let allowed = try #require(Self.allowed[file.target], "\(file.path): \(file.target) is not in the graph")
            let ours = Set(file.imports).intersection(Self.allowed.keys.union(["CISAL", "CSeccomp", "CZstd"]))
            #expect(ours.subtracting(allowed).isEmpty, "\(file.path) imports \(ours.subtracting(allowed))")
        }
    }

    @Test func theStaticFamilyLinksNothingHeavy() throws {
        for file in try SourceTree.files(in: "Sources") where Self.staticFamily.contains(file.target) {
            let heavy = Set(file.imports).intersection(Self.heavy)
            #expect(heavy.isEmpty, "\(file.path) imports \(heavy)")
        }
    }

    @Test func noProgramIsImported() throws {
        for file in try SourceTree.files(in: "Sources") {
            let programs = Set(file.imports).intersection(["wherry", "wherryd", "wherry_shim", "wherry_runtime"])
            #expect(programs.isEmpty, "\(file.path) imports \(programs)")
        }
    }
}

extension Dictionary.Keys where Key == String {
    fileprivate func union(_ more: [String]) -> Set<String> { Set(self).union(more) }
}
