import JSON
import Networking
import OCI
import Testing

@testable import Engine

@Suite struct ContainerRecordTests {
    /// A record as the first engines wrote it, without a version.
    private static let first = #"""
        {"id":"c07c239da37187c51d76192f6210de81c2aa0db810e50b739e49657105085024","imageID":
        "sha256:aa286b53855c9134672e716d70edab22452a282313d08190aa3d893af811a7f4","configuration":{
        "publications":[{"containerPort":53,"hostAddress":"","hostPort":53,"transport":"udp"},{"containerPort":
        80,"hostAddress":"127.0.0.1","hostPort":18081,"transport":"tcp"}],"network":{"bridge":{}},"domainname":
        "dom","hostname":"host","mounts":[{"source":"\/tmp","copyUp":true,"target":"\/t","options":[],
        "tmpfsSize":0,"propagation":"rshared","recursive":true,"kind":"bind","createSource":true,"readOnly":true
        },{"source":"vol","copyUp":false,"target":"\/data","options":[],"tmpfsSize":0,"recursive":true,"kind":
        "volume","createSource":false,"readOnly":false},{"source":"","copyUp":true,"target":"\/tm","options":[],
        "tmpfsSize":1000000,"recursive":true,"kind":"tmpfs","tmpfsMode":448,"createSource":false,"readOnly":
        false},{"source":"","copyUp":true,"target":"\/tt","options":["noexec"],"tmpfsSize":0,"recursive":true,
        "kind":"tmpfs","createSource":false,"readOnly":false}],"stdinOnce":true,"openStdin":true,"autoRemove":
        false,"dnsSearch":["s"],"shmSize":33554432,"platform":"linux\/amd64","log":{"maximumSize":1048576,
        "driver":"json-file","maximumFiles":2},"readOnlyRoot":true,"restart":{"maximumRetries":3,"kind":
        "on-failure"},"publishAllPorts":false,"sysctls":{"net.ipv4.ip_forward":"1"},"devices":[{"hostPath":
        "\/dev\/null","access":"rw","containerPath":"\/dev\/zzz"}],"image":"busybox","terminal":true,
        "initProcess":true,"user":"5:6","dnsOptions":["ndots:3"],"extraHosts":["a:1.2.3.4"],"security":{
        "seccomp":{"profile":{"_0":"{}"}},"hostIPCNamespace":false,"hostPIDNamespace":false,"noNewPrivileges":
        true,"hostUTSNamespace":false,"additionalGroups":["44"],"privileged":false,"droppedCapabilities":[
        "CAP_CHOWN"],"addedCapabilities":["CAP_NET_ADMIN"]},"labels":{"x":"y"},"attach":{"output":true,"input":
        true,"error":true},"stopTimeout":4,"resources":{"memory":67108864,"cpuShares":512,"memorySwap":0,
        "cpuPeriod":0,"pidsLimit":50,"cpuQuota":0,"ulimits":[{"name":"nofile","soft":100,"hard":200}],
        "memoryReservation":33554432,"nanoCPUs":1000000000,"cpusetMemories":"0","cpusetCPUs":"0",
        "oomScoreAdjustment":500},"exposedPorts":["53\/udp","80\/tcp","8080\/tcp"],"workingDirectory":"\/tmp",
        "command":["1000"],"environment":["A=b"],"dns":["9.9.9.9"],"stopSignal":"INT","entrypoint":["sleep"]},
        "mounts":[{"propagation":"rshared","name":"","target":"\/t","readOnly":true,"source":"\/tmp","kind":
        "bind"},{"propagation":"","name":"vol","target":"\/data","readOnly":false,"source":
        "\/var\/lib\/wherry\/volumes\/vol\/_data","kind":"volume"}],"createdAt":"2026-11-26T03:52:45.684735654Z"
        ,"state":{"pid":26201,"restartCount":0,"stoppedByUser":false,"outOfMemory":false,"exitCode":0,"endpoint"
        :{"macAddress":"02:42:ac:11:00:57","address":"172.17.0.87","hostInterface":"veth901eee7bae",
        "publications":[{"hostPort":53,"containerPort":53,"transport":"udp","hostAddress":"0.0.0.0"},{"hostPort"
        :18081,"containerPort":80,"transport":"tcp","hostAddress":"127.0.0.1"}],"prefixLength":16,"gateway":
        "172.17.0.1"},"phase":"running","startedAt":"2026-11-26T03:52:45.74544583Z","error":""},"name":"all",
        "platform":{"os":"linux","architecture":"amd64"},"arguments":["sleep","1000"]}
        """#

    private static func record(_ text: String) throws -> ContainerRecord { try ContainerRecord(json: Array(text.utf8)) }

    @Test func theFirstEnginesRecordsAreRead() throws {
        let record = try Self.record(Self.first)
        #expect(record.name == "all")
        #expect(record.imageID.encoded.hasPrefix("aa286b53855c"))
        #expect(record.platform == Platform(os: "linux", architecture: "amd64"))
        #expect(record.arguments == ["sleep", "1000"])
        let configuration = record.configuration
        #expect(configuration.network == .bridge)
        #expect(configuration.publications.map(\.hostPort) == [53, 18081])
        #expect(configuration.mounts.map(\.kind) == [.bind, .volume, .tmpfs, .tmpfs])
        #expect(configuration.mounts[2].tmpfsMode == 0o700)
        #expect(configuration.resources.ulimits == [Ulimit(name: "nofile", soft: 100, hard: 200)])
        #expect(configuration.security.seccomp == .profile("{}"))
        #expect(configuration.restart == RestartPolicy(kind: .onFailure, maximumRetries: 3))
        #expect(configuration.log.maximumFiles == 2)
        #expect(configuration.stopTimeout == 4)
        #expect(record.mounts[1].source == "/var/lib/wherry/volumes/vol/_data")
        #expect(record.state.phase == .running)
        #expect(record.state.endpoint?.address.description == "172.17.0.87")
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var record = try Self.record(Self.first)
        #expect(try ContainerRecord(json: record.json()) == record)
        for network in [NetworkMode.host, .none, .container("other"), .named("far")] {
            record.configuration.network = network
            record.configuration.security.seccomp = network == .host ? .unconfined : .standard
            record.state = ContainerState()
            #expect(try ContainerRecord(json: record.json()) == record)
        }
    }

    @Test func aLaterVersionsRecordIsRefused() throws {
        let later = #"{"version":2,"# + Self.first.dropFirst()
        let error = #expect(throws: JSONError.self) { try Self.record(later) }
        #expect("\(error, default: "")" == ".version: of form 2, which a later version wrote: this one reads form 1")
    }

    /// What belongs to its container is not taken for a remainder of none.
    @Test func theStoreNamesARecordThatItCannotRead() throws {
        try TemporaryDirectory.with { root in
            let store = try ContainerRecordStore(dataRoot: root)
            let path = store.directory(of: "c1").record
            try DirectoryTree.make(store.directory(of: "c1").path)
            try AtomicFile.create(path, Array(#"{"version":9}"#.utf8))
            let error = #expect(throws: EngineError.self) { try store.load() }
            #expect(error?.message.hasPrefix("the record \(path) cannot be read: .version: ") == true)
        }
    }

    @Test func anAddressThatIsNoneIsNamed() throws {
        let broken = Self.first.replacing("172.17.0.87", with: "172.17.0.x")
        let error = #expect(throws: JSONError.self) { try Self.record(broken) }
        #expect("\(error, default: "")" == ".state.endpoint.address: '172.17.0.x' is no IPv4Address")
    }
}
