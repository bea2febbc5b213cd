import Networking
import OCI
import Testing

@testable import Engine

struct ContainerConfigurationTests {
    private func image() -> ProcessDefaults {
        var image = ProcessDefaults()
        image.env = ["PATH=/bin", "A=1", "B=2"]
        image.entrypoint = ["/entry"]
        image.cmd = ["serve"]
        image.user = "app"
        image.workingDir = "/srv"
        image.labels = ["from": "image", "kept": "yes"]
        image.stopSignal = "QUIT"
        return image
    }

    @Test func theImageCompletesWhatWasAsked() {
        var configuration = ContainerConfiguration(image: "x")
        configuration.environment = ["A=9", "B", "C=3"]
        configuration.labels = ["from": "caller"]
        configuration.merge(image())
        #expect(configuration.environment == ["PATH=/bin", "A=9", "C=3"])
        #expect(configuration.labels == ["from": "caller", "kept": "yes"])
        #expect(configuration.user == "app")
        #expect(configuration.workingDirectory == "/srv")
        #expect(configuration.stopSignal == "QUIT")
    }

    @Test func portsOnTheHostsOwnNetworkAreWarnedOf() {
        var configuration = ContainerConfiguration(image: "x")
        configuration.publications = [Publication(hostPort: 80, containerPort: 80, transport: .tcp)]
        #expect(configuration.warnings(ProcessDefaults()) == [])
        configuration.network = .host
        #expect(
            configuration.warnings(ProcessDefaults()) == ["Published ports are discarded when using host network mode"])
        configuration.publications = []
        #expect(configuration.warnings(ProcessDefaults()) == [])
    }

    @Test func aHealthCheckThatIsNotMadeIsWarnedOf() {
        var image = ProcessDefaults()
        var configuration = ContainerConfiguration(image: "x")
        image.healthcheck = .init()
        #expect(configuration.warnings(image) == [])
        image.healthcheck?.test = ["CMD", "true"]
        #expect(configuration.warnings(image).count == 1)
        configuration.disablesHealthcheck = true
        #expect(configuration.warnings(image) == [])
        configuration.disablesHealthcheck = false
        image.healthcheck?.test = ["NONE"]
        #expect(configuration.warnings(image) == [])
    }

    @Test func whatWasAskedStaysOverTheImage() {
        var configuration = ContainerConfiguration(image: "x")
        configuration.user = "0"
        configuration.workingDirectory = "/w"
        configuration.stopSignal = "INT"
        configuration.merge(image())
        #expect(configuration.user == "0")
        #expect(configuration.workingDirectory == "/w")
        #expect(configuration.stopSignal == "INT")
    }

    @Test(
        arguments: [
            (nil, nil, ["/entry", "serve"]), (nil, ["run"], ["/entry", "run"]), (["sh"], nil, ["sh"]),
            (["sh"], ["-c"], ["sh", "-c"]), ([], ["ls"], ["ls"]), ([""], ["ls"], ["ls"]),
        ] as [([String]?, [String]?, [String])])
    func anEntryPointOfOnesOwnDropsTheImagesCommand(
        entrypoint: [String]?, command: [String]?, expected: [String]
    ) throws {
        var configuration = ContainerConfiguration(image: "x")
        configuration.entrypoint = entrypoint
        configuration.command = command
        #expect(try configuration.arguments(image()) == expected)
    }

    @Test func theHostsNamesAreNotToBeChanged() {
        for change in [\ContainerConfiguration.hostname, \.domainname] {
            var configuration = ContainerConfiguration(image: "x")
            configuration.security.hostUTSNamespace = true
            configuration[keyPath: change] = "boat"
            let error = #expect(throws: EngineError.self) { try configuration.validate() }
            #expect(error?.message == "conflicting options: hostname and the UTS mode")
        }
    }

    /// Such a line or word would become two in a file that is written for the container.
    @Test(
        arguments: [
            { $0.hostname = "a\nb" }, { $0.hostname = String(repeating: "a", count: 65) }, { $0.domainname = "a b" },
            { $0.dns = ["a"] }, { $0.dns = ["1.1.1.1\nsearch x"] }, { $0.dns = [""] },
            { $0.dnsSearch = ["a\nnameserver b"] },
            { $0.dnsOptions = ["a\tb"] }, { $0.extraHosts = ["x"] }, { $0.extraHosts = ["x:\n1.1.1.1"] },
            { $0.extraHosts = [":1.1.1.1"] }, { $0.extraHosts = ["a b:1.1.1.1"] }, { $0.extraHosts = ["a:b"] },
        ] as [@Sendable (inout ContainerConfiguration) -> Void])
    func wordsThatAreNoneAreRefused(change: @Sendable (inout ContainerConfiguration) -> Void) {
        var configuration = ContainerConfiguration(image: "x")
        change(&configuration)
        let error = #expect(throws: EngineError.self) { try configuration.validate() }
        #expect(error?.code == .invalidArgument)
    }

    /// Another container's network has its own.
    @Test(
        arguments: [
            { $0.hostname = "a" }, { $0.domainname = "a" }, { $0.dns = ["1.1.1.1"] }, { $0.dnsSearch = ["a"] },
            { $0.dnsOptions = ["ndots:1"] }, { $0.extraHosts = ["a:1.1.1.1"] }, { $0.publishAllPorts = true },
            { $0.publications = [Publication(hostPort: 80, containerPort: 80, transport: .tcp)] },
        ] as [@Sendable (inout ContainerConfiguration) -> Void])
    func whatASharedNetworkDoesNotLeaveToChoose(change: @Sendable (inout ContainerConfiguration) -> Void) throws {
        var configuration = ContainerConfiguration(image: "x")
        change(&configuration)
        try configuration.validate()
        configuration.network = .container("other")
        let error = #expect(throws: EngineError.self) { try configuration.validate() }
        #expect(error?.message.hasPrefix("conflicting options: ") == true)
    }

    @Test func wordsOfTheNetworksFiles() throws {
        var configuration = ContainerConfiguration(image: "x")
        (configuration.hostname, configuration.domainname) = ("boat_1", "example.org")
        (configuration.dns, configuration.dnsSearch) = (["1.1.1.1", "fe80::1"], [".", "example.org"])
        (configuration.dnsOptions, configuration.extraHosts) = (["ndots:2"], ["a:1.1.1.1", "b:::1", "c:host-gateway"])
        try configuration.validate()
    }

    @Test func nothingToRunIsRefused() {
        let error = #expect(throws: EngineError.self) {
            try ContainerConfiguration(image: "x").arguments(ProcessDefaults())
        }
        #expect(error?.message == "no command specified")
    }

    @Test(arguments: [
        MountRequest(kind: .bind, source: "/a", target: "relative"),
        MountRequest(kind: .bind, source: "/a", target: "/"),
        MountRequest(kind: .bind, source: "a", target: "/b"), MountRequest(kind: .tmpfs, target: "//"),
    ])
    func badMountsAreRefused(mount: MountRequest) {
        var configuration = ContainerConfiguration(image: "x")
        configuration.mounts = [mount]
        let error = #expect(throws: EngineError.self) { try configuration.validate() }
        #expect(error?.code == .invalidArgument)
    }

    @Test func twoMountsAtOnePlaceAreRefusedByThePlace() {
        var configuration = ContainerConfiguration(image: "x")
        configuration.mounts = [
            MountRequest(kind: .tmpfs, target: "/a"), MountRequest(kind: .bind, source: "/b", target: "/a"),
        ]
        let error = #expect(throws: EngineError.self) { try configuration.validate() }
        #expect(error?.message == "Duplicate mount point: /a")
    }

    @Test func limitsThatCannotHoldAreRefused() {
        func refused(_ change: (inout Resources) -> Void) -> Bool {
            var resources = Resources()
            change(&resources)
            return (try? resources.validate()) == nil
        }
        #expect(refused { $0.memory = 1 << 20 })
        #expect(refused { $0.memorySwap = 64 << 20 })
        #expect(
            refused {
                $0.memory = 64 << 20; $0.memorySwap = 32 << 20
            })
        #expect(
            refused {
                $0.memory = 64 << 20; $0.memoryReservation = 128 << 20
            })
        #expect(
            refused {
                $0.nanoCPUs = 1; $0.cpuQuota = 1000
            })
        #expect(refused { $0.cpuPeriod = 10 })
        #expect(refused { $0.nanoCPUs = 9_999_999 })
        #expect(refused { $0.pidsLimit = -2 })
        #expect(refused { $0.ulimits = [Ulimit(name: "nofile", soft: 2, hard: 1)] })
        #expect(
            !refused {
                $0.memory = 64 << 20; $0.memorySwap = -1; $0.pidsLimit = -1; $0.nanoCPUs = 500_000_000
            })
    }
}
