import DockerAPI
import FoundationEssentials
import Testing

/// The JSON of the wire types is what Docker's clients send and read.
@Suite struct WireTypeTests {
    private func decode<Value: Decodable>(_ json: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func createRequestOfTheDockerCommandLine() throws {
        let request: ContainerCreateRequest = try decode(
            """
            {"Hostname":"","User":"","AttachStdin":false,"AttachStdout":true,"ExposedPorts":{"80/tcp":{}},"Tty":false,
            "Env":null,"Cmd":["sh","-c","true"],"Image":"busybox","Volumes":{},"Entrypoint":null,"Labels":{"a":"b"},
            "HostConfig":{"Binds":null,"NetworkMode":"default",
            "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},
            "RestartPolicy":{"Name":"no","MaximumRetryCount":0},"ConsoleSize":[24,80],"Memory":67108864,
            "PidsLimit":0,"MemorySwappiness":-1,"MaskedPaths":null},"NetworkingConfig":{"EndpointsConfig":{}}}
            """)
        #expect(request.config.cmd == ["sh", "-c", "true"])
        #expect(request.config.entrypoint == nil)
        #expect(request.config.env.isEmpty)
        #expect(request.config.exposedPorts.keys.contains("80/tcp"))
        #expect(request.hostConfig.portBindings["80/tcp"]??.first?.hostPort == "8080")
        #expect(request.hostConfig.memory == 67_108_864)
        #expect(request.hostConfig.memorySwappiness == -1)
        #expect(request.hostConfig.maskedPaths == nil)
    }

    @Test func everyKeyMayBeAbsentOrNull() throws {
        let absent: ContainerCreateRequest = try decode("{}")
        let null: ContainerCreateRequest = try decode(#"{"Env":null,"Tty":null,"HostConfig":null,"Labels":null}"#)
        #expect(absent == null)
        let settings: NetworkSettings = try decode(#"{"Ports":{"80/tcp":null},"Networks":null}"#)
        #expect(settings.ports == ["80/tcp": nil])
        #expect(try decode("{}") as SystemInfo == SystemInfo())
        #expect(try decode("{}") as ContainerStats == ContainerStats())
    }

    @Test func aCommandMayBeOneString() throws {
        let config: ContainerConfig = try decode(#"{"Cmd":"ls","Entrypoint":[]}"#)
        #expect(config.cmd == ["ls"])
        #expect(config.entrypoint == [])
    }

    @Test func emptyMapsListsAndNullsAreAsDockers() throws {
        #expect(
            try json(ContainerConfig())
                == #"{"AttachStderr":false,"AttachStdin":false,"AttachStdout":false,"Cmd":null,"Domainname":"","#
                + #""Entrypoint":null,"Env":null,"Hostname":"","Image":"","Labels":{},"OnBuild":null,"#
                + #""OpenStdin":false,"StdinOnce":false,"Tty":false,"User":"","Volumes":null,"WorkingDir":""}"#)
        var settings = NetworkSettings()
        settings.ports = ["80/tcp": nil]
        #expect(try json(settings).contains(#""Ports":{"80/tcp":null}"#))
        #expect(try json(HostConfig()).contains(#""PidsLimit":null"#))
        #expect(try !json(HostConfig()).contains("Sysctls"))
    }

    @Test func progressMessagesLeaveOutWhatTheyDoNotSay() throws {
        var message = ProgressMessage()
        message.status = "Downloading"
        message.id = "0123456789ab"
        message.progressDetail = ProgressDetail()
        message.progressDetail?.current = 5
        #expect(try json(message) == #"{"id":"0123456789ab","progressDetail":{"current":5},"status":"Downloading"}"#)
    }

    @Test func createRequestsSurviveARoundTrip() throws {
        var request = ContainerCreateRequest(config: ContainerConfig())
        request.config.env = ["A=b"]
        request.config.entrypoint = [""]
        request.hostConfig.mounts = [Mount()]
        request.hostConfig.mounts[0].tmpfsOptions = TmpfsOptions()
        request.hostConfig.mounts[0].tmpfsOptions?.mode = 0o1777
        request.networkingConfig.endpointsConfig["bridge"] = EndpointSettings()
        #expect(try decode(try json(request)) as ContainerCreateRequest == request)
    }

    @Test func anUnlimitedPidsLimitFits() throws {
        let stats: ContainerStats = try decode(#"{"pids_stats":{"limit":18446744073709551615}}"#)
        #expect(stats.pidsStats.limit == .max)
    }

    @Test(arguments: [#"{"Memory":"64m"}"#, #"{"Binds":{}}"#, #"{"PortBindings":{"80/tcp":8080}}"#])
    func aWrongTypeIsRefused(_ text: String) {
        #expect(throws: DecodingError.self) { try decode(text) as HostConfig }
    }

    @Test(arguments: [#"{"a":[1,1.5,"x",null,true,{"b":false}],"c":-3}"#, "[]", "{}", "null", "9007199254740993"])
    func jsonValuesSurviveARoundTrip(_ text: String) throws {
        let value: JSONValue = try decode(text)
        #expect(try decode(try json(value)) as JSONValue == value)
    }

    @Test func jsonValuesThatSayNothing() throws {
        let nothing: JSONValue = try decode(#"{"a":[],"b":0,"c":"","d":false,"e":null,"f":{"g":[{}]}}"#)
        #expect(nothing.isZero)
        let something: JSONValue = try decode(#"{"a":{"b":[0,1]}}"#)
        #expect(!something.isZero)
    }
}
