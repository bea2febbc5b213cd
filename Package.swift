// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled under the same rules; a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// The runtime, the shim and the command line start on the hot path and run on any distribution: no dynamic loader.
/// Release builds only: `swift build -c release --static-swift-stdlib`; the tests run debug builds, linked dynamically.
let fullyStatic: [LinkerSetting] = [.unsafeFlags(["-static-executable"], .when(configuration: .release))]

/// Swift's static library exports every symbol of a program, for no one: the engine loads no plugins. It takes memory.
let unexported: [LinkerSetting] = [
    .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
]

/// The runtime is entered through `CProtectedStart`.
let protectedStart: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--entry=protected_start"])]

let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency], linker: [LinkerSetting] = []) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: linker)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "wherry",
    products: [
        .executable(name: "wherry", targets: ["wherry"]),
        .executable(name: "wherryd", targets: ["wherryd"]),
        .executable(name: "wherry-runtime", targets: ["wherry-runtime"]),
        .executable(name: "wherry-shim", targets: ["wherry-shim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // The static family: no Foundation, no NIO, no async.
        .target(name: "CLinux"),
        .target(name: "CProtectedStart"),
        .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        library("Linux", ["CLinux", system]),
        library("JSON"),
        library("OCI", ["JSON"]),
        library("Cgroups", ["CLinux", "JSON", "Linux", "OCI", system]),
        library("OCIRuntime", ["CLinux", "Cgroups", "CSeccomp", "JSON", "Linux", "OCI", system]),
        library("ShimProtocol", ["JSON", "Linux", "OCI"]),
        program(
            "wherry-runtime", ["OCIRuntime", "CLinux", "CProtectedStart", "Cgroups", "JSON", "Linux", "OCI", system],
            linker: fullyStatic + protectedStart),
        program(
            "wherry-shim", ["OCIRuntime", "ShimProtocol", "CLinux", "JSON", "Linux", "OCI", system],
            linker: fullyStatic),

        // Storage and network.
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        library("Images", ["JSON", "Linux", "OCI", crypto, sqlite, system]),
        library("Registry", ["OCI", crypto, httpClient, nioCore, nioHTTP, nioPosix, nioTLS, logging]),
        library("Snapshots", ["CLinux", "Linux", "OCI", "CISAL", "CZstd", crypto, system]),
        library("Networking", ["CLinux", "Linux", system]),

        // The engine.
        library(
            "Engine",
            [
                "CLinux", "Cgroups", "Images", "JSON", "Linux", "Networking", "OCI", "Registry", "ShimProtocol",
                "Snapshots", logging, nioCore, nioPosix, system,
            ]),

        // The edges.
        library("DockerAPI", ["JSON"]),
        library(
            "DockerServer",
            [
                "Cgroups", "DockerAPI", "Engine", "JSON", "Linux", "Networking", "OCI", "Registry", "ShimProtocol",
                "Snapshots", crypto, logging, nioCore, nioHTTP, nioPosix, nioTLS,
            ]),
        program(
            "wherryd",
            [
                "DockerAPI", "DockerServer", "Engine", "JSON", "Linux", arguments, logging, nioCore, nioPosix, nioTLS,
                system,
            ], linker: unexported),
        program(
            "wherry",
            ["DockerAPI", "JSON", "Linux", arguments, system], linker: fullyStatic),

        // Tests: units beside each target; `IntegrationTests` need root and drive the built programs.
        .target(
            name: "TestSupport",
            dependencies: [
                "CLinux", "DockerAPI", "Images", "JSON", "Linux", "OCI", "Snapshots", crypto, nioCore, nioHTTP,
                nioPosix, nioTLS, system,
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("LinuxTests", ["Linux", "CLinux", "TestSupport", system]),
        tests("JSONTests", ["JSON", "TestSupport"]),
        tests("OCITests", ["JSON", "OCI", "TestSupport"]),
        tests("CgroupsTests", ["Cgroups", "JSON", "Linux", "OCI", "TestSupport", system]),
        tests(
            "OCIRuntimeTests",
            [
                "wherry-runtime", "OCIRuntime", "CLinux", "Cgroups", "CSeccomp", "JSON", "Linux", "OCI", "TestSupport",
                system,
            ]),
        tests(
            "ShimTests", ["wherry-shim", "JSON", "ShimProtocol", "Linux", "OCI", "OCIRuntime", "TestSupport", system]),
        tests("ImagesTests", ["Images", "Linux", "OCI", "TestSupport", crypto, sqlite, system]),
        tests(
            "RegistryTests", ["JSON", "Registry", "OCI", "TestSupport", httpClient, nioCore, nioHTTP, crypto, logging]),
        tests(
            "SnapshotsTests", ["Snapshots", "CLinux", "Linux", "OCI", "TestSupport", "CZstd", "CISAL", crypto, system]),
        tests("NetworkingTests", ["Networking", "Linux", "OCI", "TestSupport", system]),
        tests(
            "EngineTests",
            [
                "Cgroups", "Engine", "Images", "JSON", "Linux", "Networking", "OCI", "Registry", "ShimProtocol",
                "Snapshots", "TestSupport", logging, nioCore, nioEmbedded, nioPosix, system,
            ]),
        tests("DaemonTests", ["wherryd", "Linux", "TestSupport", arguments]),
        tests("DockerAPITests", ["DockerAPI", "JSON", "TestSupport"]),
        tests(
            "DockerServerTests",
            [
                "Cgroups", "DockerServer", "DockerAPI", "Engine", "JSON", "Linux", "Networking", "OCI", "Registry",
                "TestSupport", logging, nioCore, nioEmbedded, nioHTTP, nioPosix, nioTLS,
            ]),
        tests("CommandLineTests", ["wherry", "DockerAPI", "JSON", "Linux", "TestSupport", arguments, system]),
        tests("ArchitectureTests", []),
        tests("IntegrationTests", ["CLinux", "DockerAPI", "JSON", "Linux", "TestSupport", nioCore, system]),
    ]
)
