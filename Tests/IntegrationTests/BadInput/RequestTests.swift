import Testing

/// What no command line sends.
extension Integration {
    @Suite struct RequestTests {
        @Test(arguments: [
            "", "{", "[]", "null", "\"x\"", "{\"Image\": 5}", "{\"Image\": \"busybox\", \"Cmd\": 5}",
            "{\"Image\": \"busybox\", \"HostConfig\": []}", "{\"Image\": \"busybox\"} trailing",
            "{\"Image\": \"busybox\", \"HostConfig\": {\"Memory\": \"1g\"}}",
            "{\"Image\": \"busybox\", \"HostConfig\": {\"Memory\": 1e300}}",
        ])
        func aBodyThatIsNone(body: String) async throws {
            let answer = try await EngineFixture.shared.request("POST", "/containers/create", body: body)
            #expect(answer.status == 400, "\(answer)")
            #expect(!answer.message.isEmpty)
        }

        @Test(arguments: [
            ("VolumesFrom", #"["other"]"#), ("Links", #"["a:b"]"#), ("CgroupParent", #""/x""#),
            ("DeviceRequests", #"[{"Count": -1}]"#), ("BlkioWeight", "100"), ("OomKillDisable", "true"),
            ("NoSuchField", "1"), ("PidMode", #""container:x""#), ("UsernsMode", #""private""#),
            ("StorageOpt", #"{"size": "1G"}"#), ("KernelMemory", "1"), ("Runtime", #""kata""#),
        ])
        func aFieldThatIsNotServed(name: String, value: String) async throws {
            let body = "{\"Image\": \"busybox\", \"HostConfig\": {\"\(name)\": \(value)}}"
            let answer = try await EngineFixture.shared.request("POST", "/containers/create", body: body)
            #expect([400, 501].contains(answer.status), "\(answer)")
            #expect(answer.message.contains(name))
        }

        @Test(arguments: [
            ("Image", #""UPPER""#), ("Image", #""a b""#), ("Image", "\"\(String(repeating: "a", count: 5000))\""),
            ("StopSignal", #""LOUD""#), ("WorkingDir", #""relative""#), ("Env", #"["=x"]"#),
            ("ExposedPorts", #"{"99999/tcp": {}}"#), ("Volumes", #"{"relative": {}}"#),
            ("HostConfig", #"{"PortBindings": {"80/tcp": [{"HostPort": "70000"}]}}"#),
            ("HostConfig", #"{"PortBindings": {"80/tcp": [{"HostIp": "300.1.1.1", "HostPort": "1"}]}}"#),
            ("HostConfig", #"{"Binds": ["/a:relative"]}"#), ("HostConfig", #"{"Binds": ["/a:/b:loud"]}"#),
            ("HostConfig", #"{"Mounts": [{"Type": "floppy", "Target": "/x"}]}"#),
            ("HostConfig", #"{"CapAdd": ["FLY"]}"#), ("HostConfig", #"{"Memory": -5}"#),
            ("HostConfig", #"{"CpusetCpus": "4000"}"#), ("HostConfig", #"{"CpusetMems": "a"}"#),
            ("HostConfig", #"{"NanoCpus": 1}"#), ("HostConfig", #"{"Dns": ["a"]}"#),
            ("HostConfig", #"{"ExtraHosts": ["x"]}"#), ("Hostname", #""a\nb""#), ("hostname", #""a""#),
            ("HostConfig", #"{"memory": 64000000}"#),
            ("HostConfig", #"{"Ulimits": [{"Name": "patience", "Soft": 1, "Hard": 1}]}"#),
            ("HostConfig", #"{"RestartPolicy": {"Name": "sometimes"}}"#), ("HostConfig", #"{"ShmSize": -1}"#),
            ("HostConfig", #"{"SecurityOpt": ["loud"]}"#), ("HostConfig", #"{"Tmpfs": {"relative": ""}}"#),
        ])
        func aValueThatMakesNoSense(name: String, value: String) async throws {
            let image = name == "Image" ? "" : "\"Image\": \"busybox\", "
            let answer = try await EngineFixture.shared.request(
                "POST", "/containers/create", body: "{\(image)\"\(name)\": \(value)}")
            #expect(answer.status == 400, "\(name) \(value): \(answer)")
            #expect(!answer.message.isEmpty)
        }

        @Test(arguments: [
            ("GET", "/containers/no-such/json", 404), ("GET", "/v1.51/containers/..%2F..%2Fetc/json", 404),
            ("POST", "/containers/no-such/start", 404), ("DELETE", "/containers/no-such", 404),
            ("GET", "/exec/no-such/json", 404), ("GET", "/images/no-such/json", 404), ("GET", "/no/such/page", 404),
            ("GET", "/v9.99/version", 400), ("GET", "/v1.1/version", 400), ("PATCH", "/version", 404),
            ("GET", "/containers/json?filters=%7Bbroken", 400), ("GET", "/containers/json?limit=many", 400),
            ("GET", "/volumes/..%2F..", 404),
            ("POST", "/images/create?fromImage=UPPER", 400), ("POST", "/images/create?fromImage=all", 501),
            ("GET", "/events?since=yesterday", 400),
            // What is wrong whatever the container is comes first, in Docker's order.
            ("POST", "/containers/no-such/kill?signal=LOUD", 400), ("POST", "/containers/no-such/kill", 404),
            ("POST", "/containers/no-such/stop?signal=LOUD", 404), ("POST", "/containers/no-such/stop?t=soon", 400),
            ("POST", "/containers/no-such/resize?h=a&w=1", 400), ("POST", "/containers/no-such/resize?h=1", 400),
            ("POST", "/containers/no-such/resize?h=-1&w=1", 400), ("POST", "/containers/no-such/resize?h=1&w=1", 404),
            ("POST", "/exec/no-such/resize?w=1", 400), ("POST", "/exec/no-such/resize?h=1&w=70000", 400),
            ("POST", "/exec/no-such/resize?h=1&w=1", 404), ("POST", "/containers/no-such/rename?name=", 400),
            ("POST", "/containers/no-such/rename?name=-x", 404), ("GET", "/containers/no-such/logs", 400),
            ("GET", "/containers/no-such/logs?stdout=1&since=soon", 404),
        ])
        func aPathThatLeadsNowhere(method: String, path: String, status: Int) async throws {
            let answer = try await EngineFixture.shared.request(method, path)
            #expect(answer.status == status, "\(path): \(answer)")
            #expect(!answer.message.isEmpty)
        }

        @Test(arguments: [
            ("/containers/no-such/exec", "{}", "no exec command specified"),
            ("/containers/no-such/exec", #"{"Cmd": []}"#, "no exec command specified"),
            ("/containers/no-such/start", #"{"Binds": ["/a:/b"]}"#, "non-empty request body"),
        ])
        func aBodyThatIsWrongWhateverTheContainerIs(path: String, body: String, message: String) async throws {
            let answer = try await EngineFixture.shared.request("POST", path, body: body)
            #expect(answer.status == 400, "\(answer)")
            #expect(answer.message.contains(message))
        }

        /// A client that is told of a missing image pulls it before it asks again.
        @Test(arguments: [
            ("StopSignal", #""LOUD""#), ("WorkingDir", #""relative""#), ("Env", #"["=x"]"#),
            ("HostConfig", #"{"Memory": 1024}"#), ("HostConfig", #"{"MemorySwap": 1048576}"#),
            ("HostConfig", #"{"CapAdd": ["FLY"]}"#),
        ])
        func aValueThatIsWrongWhateverTheImageIs(name: String, value: String) async throws {
            let answer = try await EngineFixture.shared.request(
                "POST", "/containers/create", body: "{\"Image\": \"no-such\", \"\(name)\": \(value)}")
            #expect(answer.status == 400, "\(name) \(value): \(answer)")
        }

        @Test func portsOfASharedNetworkAreNotToBeExposed() async throws {
            let body =
                #"{"Image": "busybox", "ExposedPorts": {"80": {}}, "HostConfig": {"NetworkMode": "container:x"}}"#
            let answer = try await EngineFixture.shared.request("POST", "/containers/create", body: body)
            #expect(answer.status == 400 && answer.message.contains("port exposing"), "\(answer)")
        }

        /// The engine computes with these: it must say no, or go on. What the kernel does not take fails the start.
        @Test(arguments: [
            (#"{"Memory": 9223372036854775807}"#, 201, 204), (#"{"NanoCpus": 9223372036854775807}"#, 400, 404),
            (#"{"NanoCpus": 500000000}"#, 201, 204), (#"{"CpuQuota": 9223372036854775807}"#, 201, 500),
            (#"{"PidsLimit": 9223372036854775807}"#, 201, 500),
        ])
        func aLimitBeyondAll(host: String, created: Int, started: Int) async throws {
            let engine = try EngineFixture.shared
            let name = engine.uniqueName()
            let body = "{\"Image\": \"busybox\", \"Cmd\": [\"true\"], \"HostConfig\": \(host)}"
            let answer = try await engine.request("POST", "/containers/create?name=\(name)", body: body)
            #expect(answer.status == created, "\(answer)")
            let start = try await engine.request("POST", "/containers/\(name)/start")
            #expect(start.status == started, "\(start)")
        }

        @Test(arguments: [Int64.max, Int64.min]) func aTimeBeyondAll(seconds: Int64) async throws {
            let engine = try EngineFixture.shared
            for path in ["events?until=1&since=", "events?since=1&until=", "containers/no-such/logs?stdout=1&since="] {
                let answer = try await engine.request("GET", "/\(path)\(seconds)")
                #expect(answer.status == (path.hasPrefix("events") ? 400 : 404), "\(answer)")
            }
            let cli = try CommandLine(.wherry)
            let id = try await cli.start("busybox", "sh", "-c", "trap 'exit 3' TERM; while true; do sleep 0.1; done")
            let stop = try await engine.request("POST", "/containers/\(id)/stop?t=\(seconds)")
            #expect(stop.status == 204, "\(stop)")
            #expect(try await cli.inspect(id, "{{.State.ExitCode}}") == "3")
        }

        @Test(arguments: ["-x", "a", "a/b", "a%00b", "%C3%A9", "..", "a%0Ab"])
        func aNameThatIsNone(name: String) async throws {
            let answer = try await EngineFixture.shared.request(
                "POST", "/containers/create?name=\(name)", body: #"{"Image": "busybox"}"#)
            #expect(answer.status == 400, "\(answer)")
            #expect(answer.message.contains(name.contains("%00") ? "name" : "Invalid container name"))
        }
    }
}
