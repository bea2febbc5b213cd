import DockerAPI
import JSON
import Testing

/// The JSON of the wire types is what Docker's clients send and read.
@Suite struct WireTypeTests {
    private func decode<Value: JSONRepresentable>(_ json: String) throws(JSONError) -> Value {
        try Value(json: Array(json.utf8))
    }

    private func json(_ value: some JSONRepresentable) -> String { String(decoding: value.json(), as: UTF8.self) }

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
            json(ContainerConfig())
                == #"{"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,"#
                + #""AttachStderr":false,"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":null,"#
                + #""Image":"","Volumes":null,"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{}}"#)
        var settings = NetworkSettings()
        settings.ports = ["80/tcp": nil]
        #expect(json(settings).contains(#""Ports":{"80/tcp":null}"#))
        #expect(json(HostConfig()).contains(#""PidsLimit":null"#))
        #expect(!json(HostConfig()).contains("Sysctls"))
    }

    @Test func progressMessagesLeaveOutWhatTheyDoNotSay() throws {
        var message = ProgressMessage()
        message.status = "Downloading"
        message.id = "0123456789ab"
        message.progressDetail = ProgressDetail()
        message.progressDetail?.current = 5
        #expect(json(message) == #"{"status":"Downloading","progressDetail":{"current":5},"id":"0123456789ab"}"#)
    }

    @Test func createRequestsSurviveARoundTrip() throws {
        var request = ContainerCreateRequest(config: ContainerConfig())
        request.config.env = ["A=b"]
        request.config.entrypoint = [""]
        request.hostConfig.mounts = [Mount()]
        request.hostConfig.mounts[0].tmpfsOptions = TmpfsOptions()
        request.hostConfig.mounts[0].tmpfsOptions?.mode = 0o1777
        request.networkingConfig.endpointsConfig["bridge"] = EndpointSettings()
        #expect(try decode(json(request)) as ContainerCreateRequest == request)
    }

    @Test func anUnlimitedPidsLimitFits() throws {
        let stats: ContainerStats = try decode(#"{"pids_stats":{"limit":18446744073709551615}}"#)
        #expect(stats.pidsStats.limit == .max)
    }

    @Test(arguments: [#"{"Memory":"64m"}"#, #"{"Binds":{}}"#, #"{"PortBindings":{"80/tcp":8080}}"#])
    func aWrongTypeIsRefused(_ text: String) {
        #expect(throws: JSONError.self) { try decode(text) as HostConfig }
    }
}
