import JSON
import OCI
import TestSupport
import Testing

@Suite struct ImageConfigurationTests {
    static let text = """
        {"architecture":"arm","os":"linux","variant":"v7","created":"2024-05-01T10:00:00.5Z","config":{"User":"1:2",\
        "ExposedPorts":{"80/tcp":{},"53/udp":{}},"Env":["PATH=/bin"],"Entrypoint":["/e"],"Cmd":null,\
        "Volumes":{"/data":{}},"WorkingDir":"/w","Labels":{"a":"b"},"StopSignal":"SIGINT","StopTimeout":3,\
        "Healthcheck":{"Test":["CMD","x"],"Interval":1000000000,"StartInterval":5,"Retries":2},\
        "Shell":["/bin/sh","-c"],"ArgsEscaped":true,"OnBuild":["RUN x"]},\
        "rootfs":{"type":"layers","diff_ids":["sha256:\(String(repeating: "2", count: 64))"]},\
        "history":[{"created_by":"ADD","comment":"c"},{"created_by":"CMD","empty_layer":true}]}
        """

    @Test func readsEveryMember() throws {
        let image = try ImageConfiguration(parsing: Self.text.utf8)
        let config = try #require(image.config)
        #expect(image.platform.description == "linux/arm/v7")
        #expect(image.rootfs.diffIDs.count == 1)
        #expect(image.history?.map(\.emptyLayer) == [nil, true])
        #expect(config.user == "1:2")
        #expect(config.exposedPorts?.sorted == ["53/udp", "80/tcp"])
        #expect(config.volumes == ["/data"])
        #expect(config.cmd == nil)
        #expect(config.entrypoint == ["/e"])
        #expect(config.stopTimeout == 3)
        #expect(config.healthcheck?.interval == 1_000_000_000)
        #expect(config.shell == ["/bin/sh", "-c"])
        #expect(config.argsEscaped == true)
        #expect(config.onBuild == ["RUN x"])
        #expect(try ImageConfiguration(parsing: image.json()) == image)
    }

    /// Equal documents are to have equal digests.
    @Test func writesMembersSorted() throws {
        let digest = "sha256:\(String(repeating: "2", count: 64))"
        let expected = """
            {"architecture":"arm","config":{"ArgsEscaped":true,"Entrypoint":["/e"],"Env":["PATH=/bin"],\
            "ExposedPorts":{"53/udp":{},"80/tcp":{}},"Healthcheck":{"Interval":1000000000,"Retries":2,\
            "StartInterval":5,"Test":["CMD","x"]},"Labels":{"a":"b"},"OnBuild":["RUN x"],"Shell":["/bin/sh","-c"],\
            "StopSignal":"SIGINT","StopTimeout":3,"User":"1:2","Volumes":{"/data":{}},"WorkingDir":"/w"},\
            "created":"2024-05-01T10:00:00.5Z","history":[{"comment":"c","created_by":"ADD"},\
            {"created_by":"CMD","empty_layer":true}],"os":"linux","rootfs":{"diff_ids":["\(digest)"],\
            "type":"layers"},"variant":"v7"}
            """
        let image = try ImageConfiguration(parsing: Self.text.utf8)
        #expect(String(decoding: image.json(), as: UTF8.self) == expected)
    }

    @Test func takesTheOldFormOfArguments() throws {
        let text =
            #"{"architecture":"amd64","os":"linux","config":{"Cmd":"sh","Entrypoint":[]},"rootfs":{"diff_ids":null}}"#
        let config = try ImageConfiguration(parsing: text.utf8).config
        #expect(config?.cmd == ["sh"])
        #expect(config?.entrypoint == [])
    }

    @Test(arguments: [
        "", "{}", #"{"architecture":"amd64","os":"linux"}"#,
        #"{"architecture":"amd64","os":"linux","rootfs":{"type":"tree","diff_ids":[]}}"#,
        #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["x"]}}"#,
    ]) func refuses(text: String) {
        let error = #expect(throws: OCIError.self) { try ImageConfiguration(parsing: text.utf8) }
        #expect(error?.code == .invalidDocument)
    }

    @Test func survivesMutation() {
        var refused = 0
        for bytes in Mutations(of: [Array(Self.text.utf8)], count: 3_000, seed: 9) {
            do {
                #expect(try ImageConfiguration(parsing: bytes).rootfs.type == "layers")
            } catch {
                refused += 1
                #expect(error.code == .invalidDocument)
            }
        }
        #expect(refused > 500)
    }
}
