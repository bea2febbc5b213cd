import DockerAPI
import Engine
import JSON
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Networking
import TestSupport
import Testing

@testable import DockerServer

/// What a create request becomes, and what of it is refused.
@Suite struct ContainerCreationTests {
    private func configuration(_ json: String) async throws -> ContainerConfiguration {
        let request = HTTPRequest(
            method: .POST, path: "/containers/create", query: try Query(""), headers: [:],
            body: RequestBody(collected: ByteBuffer(string: json)), parameters: [:], version: .newest,
            eventLoop: NIOAsyncTestingEventLoop())
        let body: ContainerCreateRequest = try await request.document(serving: .containerCreation)
        return try ContainerConfiguration(body, platform: nil)
    }

    private func refusal(_ json: String) async -> String {
        do {
            _ = try await configuration(json)
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        (#"{"Image":"a","HostConfig":{"Memory":"64m"}}"#, "HostConfig.Memory: expected a number, found a string"),
        (#"{"HostConfig":{"PortBindings":{"80/tcp":[1]}}}"#, "HostConfig.PortBindings.80/tcp[0]: expected an object"),
        (#"[]"#, "the document: expected an object, found an array"), (#"{"Image":}"#, "the document: unexpected '}'"),
    ])
    func whatIsNotUnderstoodIsToldByItsPlace(_ json: String, _ place: String) async {
        let error = await #expect(throws: ServerError.self) { try await configuration(json) }
        #expect(error?.code == .badRequest)
        #expect(error?.message.hasPrefix("invalid JSON in the request's body: \(place)") == true)
    }

    @Test func aMemberGivenTwiceIsServedOnlyIfBothAre() async {
        let message = await refusal(#"{"Image":"a","HostConfig":{"CpusetMems":"0","Links":["b"],"Links":null}}"#)
        #expect(message == "HostConfig.Links is not supported: leave it out")
    }

    /// What `docker run -d -p 8080:80 -v /host:/data:ro -m 64m --cpus 1.5 --name web busybox httpd` sends.
    private static let dockerRun = """
        {"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,"AttachStderr":false,
        "ExposedPorts":{"80/tcp":{}},"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":["httpd"],
        "Image":"busybox","Volumes":{},"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{},
        "HostConfig":{"Binds":["/host:/data:ro"],"ContainerIDFile":"","LogConfig":{"Type":"","Config":{}},
        "NetworkMode":"default","PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},
        "RestartPolicy":{"Name":"no","MaximumRetryCount":0},"AutoRemove":false,"VolumeDriver":"","VolumesFrom":null,
        "ConsoleSize":[50,160],"CapAdd":null,"CapDrop":null,"CgroupnsMode":"","Dns":[],"DnsOptions":[],"DnsSearch":[],
        "ExtraHosts":null,"GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,"OomScoreAdj":0,"PidMode":"",
        "Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,"UTSMode":"",
        "UsernsMode":"","ShmSize":0,"Isolation":"","CpuShares":0,"Memory":67108864,"NanoCpus":1500000000,
        "CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],"BlkioDeviceWriteBps":[],
        "BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,"CpuRealtimePeriod":0,
        "CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"","Devices":[],"DeviceCgroupRules":null,
        "DeviceRequests":null,"MemoryReservation":0,"MemorySwap":0,"MemorySwappiness":-1,"OomKillDisable":false,
        "PidsLimit":0,"Ulimits":[],"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,
        "MaskedPaths":null,"ReadonlyPaths":null},
        "NetworkingConfig":{"EndpointsConfig":{"default":{"IPAMConfig":null,"Links":null,"Aliases":null,
        "MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"","EndpointID":"","Gateway":"","IPAddress":"",
        "IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}}}}
        """

    @Test func theDockerCommandLinesRunIsServed() async throws {
        let configuration = try await configuration(Self.dockerRun)
        #expect(configuration.image == "busybox")
        #expect(configuration.command == ["httpd"])
        #expect(configuration.entrypoint == nil)
        #expect(configuration.exposedPorts == ["80/tcp"])
        #expect(configuration.publications == [Publication(hostPort: 8080, containerPort: 80, transport: .tcp)])
        #expect(configuration.resources.memory == 64 << 20)
        #expect(configuration.resources.nanoCPUs == 1_500_000_000)
        #expect(configuration.network == .bridge)
        var bind = MountRequest(kind: .bind, source: "/host", target: "/data", readOnly: true)
        bind.createSource = true
        #expect(configuration.mounts == [bind])
        #expect(configuration.security.maskedPaths == nil)
    }

    @Test(arguments: [
        (#""BlkioWeight":10"#, "HostConfig.BlkioWeight"), (#""Links":["a:b"]"#, "HostConfig.Links"),
        (#""VolumesFrom":["a"]"#, "HostConfig.VolumesFrom"), (#""Nonsense":1"#, "HostConfig.Nonsense"),
        (#""CgroupnsMode":"host""#, "HostConfig.CgroupnsMode"), (#""MemorySwappiness":60"#, "MemorySwappiness"),
        (#""OomKillDisable":true"#, "OomKillDisable"), (#""DeviceRequests":[{"Count":1}]"#, "DeviceRequests"),
        (
            #""Mounts":[{"Type":"bind","Source":"/a","Target":"/b","BindOptions":{"ReadOnlyForceRecursive":true}}]"#,
            "HostConfig.Mounts[0].BindOptions.ReadOnlyForceRecursive"
        ),
    ])
    func aHostFieldThatIsNotServedIsRefusedByName(_ field: String, _ name: String) async {
        let message = await refusal(#"{"Image":"a","HostConfig":{\#(field)}}"#)
        #expect(message.contains(name))
        #expect(message.contains("not supported"))
    }

    @Test(arguments: [
        (#""MacAddress":"02:00:00:00:00:01""#, "MacAddress"), (#""NetworkDisabled":true"#, "NetworkDisabled"),
        (#""Healthcheck":{"Test":["CMD","true"]}"#, "Healthcheck.Test"), (#""Shell":["sh"]"#, "Shell"),
    ])
    func aConfigFieldThatIsNotServedIsRefusedByName(_ field: String, _ name: String) async {
        let message = await refusal(#"{"Image":"a",\#(field)}"#)
        #expect(message.hasPrefix("\(name) is not supported"))
    }

    @Test(arguments: [
        (#""Binds":["/a"]"#, "invalid volume specification: '/a'"),
        (#""Binds":["/a:b"]"#, "mount path must be absolute"), (#""Binds":["/a:/b:rx"]"#, "invalid mode: rx"),
        (#""Binds":["/a:/b:nocopy"]"#, "invalid mode: nocopy"),
        (#""Binds":["/a:/b","/c:/b"]"#, "Duplicate mount point: /b"),
        (#""PortBindings":{"x/tcp":[]}"#, "invalid port specification: 'x/tcp'"),
        (#""PortBindings":{"80/sctp":[]}"#, "must be tcp or udp"),
        (#""PortBindings":{"80/tcp":[{"HostPort":"70000"}]}"#, "\"70000\""),
        (#""Memory":-5"#, "HostConfig.Memory -5"),
        (#""RestartPolicy":{"Name":"sometimes"}"#, "unknown policy 'sometimes'"),
        (#""RestartPolicy":{"Name":"always","MaximumRetryCount":3}"#, "maximum retry count"),
        (#""RestartPolicy":{"Name":"always"},"AutoRemove":true"#, "can't create 'AutoRemove'"),
        (#""LogConfig":{"Type":"syslog"}"#, "no log driver named 'syslog'"),
        (#""LogConfig":{"Config":{"max-size":"ten"}}"#, "'ten'"),
        (#""LogConfig":{"Config":{"tag":"x"}}"#, "unknown log opt 'tag'"),
        (#""SecurityOpt":["apparmor=mine"]"#, "apparmor=mine"), (#""OomScoreAdj":2000"#, "[-1000, 1000]"),
        (#""NanoCpus":1,"CpuQuota":1"#, "Conflicting options"), (#""Tmpfs":{"/t":"size=many"}"#, "'size=many'"),
        (#""Mounts":[{"Type":"npipe","Target":"/a"}]"#, "'npipe'"), (#""PidMode":"container:a""#, "PidMode"),
        (#""Memory":"64m""#, "HostConfig.Memory"),
    ])
    func badValuesAreNamed(_ field: String, _ part: String) async {
        let message = await refusal(#"{"Image":"a","HostConfig":{\#(field)}}"#)
        #expect(message.contains(part), "\(message)")
    }

    /// The client writes the file; the engine tells where.
    @Test func theFileOfTheIDIsShown() async throws {
        let configuration = try await configuration(#"{"Image":"a","HostConfig":{"ContainerIDFile":"/run/id"}}"#)
        #expect(configuration.hostConfig.containerIDFile == "/run/id")
    }

    @Test func mountsOfEveryForm() async throws {
        let configuration = try await configuration(
            """
            {"Image":"a","Volumes":{"/anonymous":{},"/named":{}},"HostConfig":{"Binds":["data:/named:nocopy"],
            "Tmpfs":{"/tmp":"size=64m,mode=1777,noexec"},"Mounts":[
            {"Type":"bind","Source":"/src","Target":"/dst","ReadOnly":true,"BindOptions":{"Propagation":"rshared"}}]}}
            """)
        let mounts = Dictionary(uniqueKeysWithValues: configuration.mounts.map { ($0.target, $0) })
        #expect(mounts.count == 4)
        #expect(mounts["/named"]?.source == "data" && mounts["/named"]?.copyUp == false)
        #expect(mounts["/anonymous"]?.kind == .volume && mounts["/anonymous"]?.source == "")
        #expect(mounts["/tmp"]?.tmpfsSize == 64 << 20 && mounts["/tmp"]?.tmpfsMode == 0o1777)
        #expect(mounts["/tmp"]?.options == ["noexec"])
        #expect(mounts["/dst"]?.propagation == "rshared" && mounts["/dst"]?.createSource == false)
    }

    @Test func whatIsInspectedCreatesTheSameContainer() async throws {
        var first = try await configuration(Self.dockerRun)
        first.restart = .init(kind: .onFailure, maximumRetries: 3)
        first.security.noNewPrivileges = true
        first.log.maximumFiles = 2
        first.stopTimeout = 5
        var request = ContainerCreateRequest(config: first.wire, hostConfig: first.hostConfig)
        request.hostConfig.runtime = ""
        let json = String(decoding: request.json(), as: UTF8.self)
        #expect(try await configuration(json) == first)
    }

    /// Whatever bytes come, they are a configuration or one error with a message for the client.
    @Test func mutatedBodiesNeverDoWorseThanARefusal() async {
        var generator = SplitMix(seed: 7)
        let seed = Array(Self.dockerRun.utf8)
        var refused = 0
        for _ in 0..<2000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
                }
            }
            do {
                _ = try await configuration(String(decoding: bytes, as: UTF8.self))
            } catch let error as ServerError {
                refused += 1
                #expect((400..<502).contains(error.code.status.code) && !error.message.isEmpty)
            } catch {
                Issue.record("\(error)")
            }
        }
        #expect(refused > 500)
    }
}
