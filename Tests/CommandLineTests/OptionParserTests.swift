import DockerAPI
import Linux
import Testing

@testable import wherry

@Suite struct OptionParserTests {
    @Test(arguments: [
        ("512", 512), ("1k", 1024), ("1KB", 1024), ("1KiB", 1024), ("1.5m", 1_572_864), ("2g", 2 << 30),
        ("20 MiB", 20 << 20),
        ("0b", 0),
    ])
    func sizes(_ text: String, _ bytes: Int) throws {
        #expect(try ByteSize.parse(text, for: "-m") == bytes)
    }

    @Test(arguments: ["", "k", "5x", "-1", "1 2", "1kk", "9999999p", "1..5", "٣"])
    func malformedSizes(_ text: String) {
        #expect(throws: CommandLineError.self) { try ByteSize.parse(text, for: "-m") }
    }

    @Test(arguments: [("1.5", 1_500_000_000), ("2", 2_000_000_000), (".25", 250_000_000), ("0.000000001", 1)])
    func processors(_ text: String, _ billionths: Int) throws {
        #expect(try ProcessorCount.parse(text) == billionths)
    }

    @Test(arguments: ["", ".", "0", "-1", "1e3", "1.0000000001", "99999999999999999999", "x"])
    func malformedProcessors(_ text: String) {
        #expect(throws: CommandLineError.self) { try ProcessorCount.parse(text) }
    }

    @Test(arguments: [
        ("1h30m", 5_400_000_000_000), ("1.5s", 1_500_000_000), ("300ms", 300_000_000), ("2m", 120_000_000_000),
    ])
    func durations(_ text: String, _ nanoseconds: Int64) {
        #expect(DurationText.nanoseconds(text) == nanoseconds)
    }

    @Test(arguments: ["", "5", "m", "1x", "-1s", "1s ", "99999999999h"])
    func malformedDurations(_ text: String) {
        #expect(DurationText.nanoseconds(text) == nil)
    }

    @Test func pointsInTime() throws {
        let now = Timestamp(seconds: 1_000, nanoseconds: 100_000_000)
        #expect(try PointInTime.parse("10s", for: "--since", now: now) == "990.100000000")
        #expect(try PointInTime.parse("200ms", for: "--since", now: now) == "999.900000000")
        #expect(try PointInTime.parse("1234.5", for: "--since") == "1234.5")
        #expect(try PointInTime.parse("1970-01-02", for: "--since") == "86400.000000000")
        #expect(try PointInTime.parse("1970-01-01T00:01", for: "--since") == "60.000000000")
        #expect(try PointInTime.parse("1970-01-01T01:00:00+01:00", for: "--since") == "0.000000000")
        #expect(throws: CommandLineError.self) { try PointInTime.parse("yesterday", for: "--since") }
    }

    @Test func restartPolicies() throws {
        let policy = try RestartPolicy(parsing: "on-failure:3")
        #expect(policy.name == "on-failure" && policy.maximumRetryCount == 3)
        #expect(try RestartPolicy(parsing: "always").name == "always")
        for text in ["sometimes", "always:3", "on-failure:x", "on-failure:-1"] {
            #expect(throws: CommandLineError.self) { try RestartPolicy(parsing: text) }
        }
    }

    @Test func ulimits() throws {
        let limit = try Ulimit(parsing: "nofile=1024:2048")
        #expect(limit.name == "nofile" && limit.soft == 1024 && limit.hard == 2048)
        #expect(try Ulimit(parsing: "core=-1").hard == -1)
        for text in ["nofile", "nofile=", "nosuch=1", "nofile=2:1", "nofile=-1:5", "nofile=1:2:3", "nofile=a"] {
            #expect(throws: CommandLineError.self) { try Ulimit(parsing: text) }
        }
    }

    @Test func devices() throws {
        let device = try DeviceMapping(parsing: "/dev/sda:/dev/xvda:r")
        #expect(device.pathOnHost == "/dev/sda" && device.pathInContainer == "/dev/xvda")
        #expect(device.cgroupPermissions == "r")
        #expect(try DeviceMapping(parsing: "/dev/fuse").cgroupPermissions == "rwm")
        #expect(try DeviceMapping(parsing: "/dev/fuse:rw").pathInContainer == "/dev/fuse")
        for text in ["", "fuse", "/dev/a:/b:x", "/dev/a:b", "/a:/b:rr", "/a:/b:r:w"] {
            #expect(throws: CommandLineError.self) { try DeviceMapping(parsing: text) }
        }
    }

    @Test func volumes() throws {
        #expect(try VolumeSpecification("/data") == .anonymous("/data"))
        #expect(try VolumeSpecification("name:/data:ro") == .bind("name:/data:ro"))
        #expect(try VolumeSpecification("/a/../b:/data") == .bind("/b:/data"))
        for text in ["", "data", "a:b", "/a:/b:ro:x", ":/b", "/a:"] {
            #expect(throws: CommandLineError.self) { try VolumeSpecification(text) }
        }
    }

    @Test func mounts() throws {
        let bind = try MountSpecification("type=bind,source=/a,target=/b,readonly,bind-propagation=rslave").mount
        #expect(bind.type == "bind" && bind.source == "/a" && bind.target == "/b" && bind.readOnly)
        #expect(bind.bindOptions?.propagation == "rslave")
        let tmpfs = try MountSpecification("type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1777").mount
        #expect(tmpfs.tmpfsOptions?.sizeBytes == 1 << 20 && tmpfs.tmpfsOptions?.mode == 0o1777)
        let volume = try MountSpecification("src=v,target=/v,\"volume-opt=o=a,b\",volume-nocopy").mount
        #expect(volume.volumeOptions?.driverConfig?.options == ["o": "a,b"] && volume.volumeOptions?.noCopy == true)
        for text in [
            "", "type=bind,target=/b", "type=bind,source=/a", "type=npipe,target=/b", "target",
            "type=tmpfs,source=/a,target=/b",
            "type=tmpfs,target=/b,volume-nocopy", "target=/b,nosuch=1", "type=tmpfs,target=/b,tmpfs-mode=9",
            "target=/b,ro=x",
        ] {
            #expect(throws: CommandLineError.self) { try MountSpecification(text) }
        }
    }

    @Test func variables() throws {
        let file = try VariableFile(text: "# comment\n\nA=1\n  B=2 \nC\nD\n", path: "f")
        #expect(file.lines == ["A=1", "B=2 ", "C", "D"])
        let resolved = try EnvironmentVariables.resolve(
            files: [file], flags: ["E=", "F", "G"], environment: ["C": "c", "F": "f"])
        #expect(resolved == ["A=1", "B=2 ", "C=c", "E=", "F=f", "G"])
        #expect(throws: CommandLineError.self) { try VariableFile(text: "A B=1", path: "f") }
        #expect(throws: CommandLineError.self) { try VariableFile(text: "=1", path: "f") }
        #expect(throws: CommandLineError.self) {
            try EnvironmentVariables.resolve(files: [], flags: ["=x"], environment: [:])
        }
    }

    @Test func filters() throws {
        #expect(try Filters(words: []).parameter == "")
        #expect(try Filters(words: ["label=a=b"]).parameter == #"{"label":{"a=b":true}}"#)
        #expect(throws: CommandLineError.self) { try Filters(words: ["label"]) }
    }

    @Test func imageNames() throws {
        #expect(try ImageName("busybox").canonical == "docker.io/library/busybox:latest")
        #expect(try ImageName("localhost:5000/a/b:1").registry == "localhost:5000")
        #expect(try ImageName("localhost:5000/a/b:1").canonical == "localhost:5000/a/b:1")
        #expect(try ImageName("a/b@sha256:00").canonical == "docker.io/a/b@sha256:00")
        #expect(try ImageName("docker.io/library/x").canonical == "docker.io/library/x:latest")
        for text in ["", ":x", "a:", "@sha256:0"] { #expect(throws: CommandLineError.self) { try ImageName(text) } }
    }

    @Test func engineAddresses() throws {
        #expect(try EngineAddress("unix:///run/x.sock") == .unix(path: "/run/x.sock"))
        #expect(try EngineAddress("tcp://127.0.0.1:2375") == .tcp(host: "127.0.0.1", port: 2375))
        for text in [
            "", "x", "unix://x", "ssh://a", "tcp://a", "tcp://:1", "tcp://a:0",
            "unix:///" + String(repeating: "a", count: 120),
        ] {
            #expect(throws: CommandLineError.self) { try EngineAddress(text) }
        }
    }
}
