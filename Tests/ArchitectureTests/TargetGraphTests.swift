import Testing

/// The directions between targets that the architecture rests on: `docs/ARCHITECTURE.md` draws what `Package.swift`
/// says, and that is what the sources import.
struct TargetGraphTests {
    /// Linked fully static and started on the hot path: none of these is for them.
    private static let staticFamily: Set<String> = [
        "CLinux", "JSON", "Linux", "OCI", "Cgroups", "OCIRuntime", "ShimProtocol", "DockerAPI", "wherry-runtime",
        "wherry-shim", "wherry",
    ]
    private static let heavy: Set<String> = [
        "AsyncHTTPClient", "Foundation", "FoundationInternationalization", "FoundationNetworking", "GRDB", "NIOHTTP1",
        "NIOSSL",
    ]

    @Test func theDocumentDrawsThePackage() throws {
        let (documented, declared) = (try TargetGraph.documented(), try TargetGraph.declared())
        #expect(declared.targets.isSuperset(of: ["CLinux", "Engine", "wherryd"]))
        #expect(documented.targets == declared.targets)
        #expect(declared.missing(in: documented) == [], "in Package.swift only")
        #expect(documented.missing(in: declared) == [], "in docs/ARCHITECTURE.md only")
    }

    @Test func targetsDependOnWhatTheyImport() throws {
        let declared = try TargetGraph.declared()
        let imported = try TargetGraph.imported(among: declared.targets)
        #expect(imported.targets == declared.targets)
        #expect(imported.missing(in: declared) == [], "imported, but not in Package.swift")
        #expect(declared.missing(in: imported) == [], "in Package.swift, but not imported")
    }

    @Test func theStaticFamilyLinksNothingHeavy() throws {
        for file in try SourceTree.files(in: "Sources") where Self.staticFamily.contains(file.target) {
            let heavy = Set(file.imports).intersection(Self.heavy)
            #expect(heavy.isEmpty, "\(file.path) imports \(heavy)")
        }
    }

    /// What starts for a container carries no Foundation: its size and its start, before `main`, are every container's.
    @Test func theRuntimeAndTheShimDoWithoutFoundation() throws {
        for file in try SourceTree.files(in: "Sources") where Self.staticFamily.contains(file.target) {
            guard file.target != "wherry" else { continue }
            let found = file.imports.filter { $0.hasPrefix("Foundation") || $0 == "ArgumentParser" }
            #expect(found == [], "\(file.path) imports \(found)")
        }
    }

    @Test func noProgramIsImported() throws {
        for file in try SourceTree.files(in: "Sources") {
            let programs = Set(file.imports).intersection(["wherry", "wherryd", "wherry_shim", "wherry_runtime"])
            #expect(programs.isEmpty, "\(file.path) imports \(programs)")
        }
    }
}
