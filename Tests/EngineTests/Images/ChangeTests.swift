import OCI
import Testing

@testable import Engine

@Suite struct ChangeTests {
    static func apply(_ instructions: String...) throws -> ProcessDefaults {
        var defaults = ProcessDefaults()
        for instruction in instructions { try defaults.apply(instruction) }
        return defaults
    }

    @Test func fillsTheConfiguration() throws {
        let defaults = try Self.apply(
            #"CMD ["sh", "-c", "true"]"#, "entrypoint /bin/app --now", #"ENV A=1 B="two words" C=x\ y"#, "ENV A 3 4",
            "EXPOSE 80 53/UDP", #"VOLUME ["/data", "/more"]"#, "VOLUME /third", "USER 1:2", "WORKDIR /a", "WORKDIR b",
            "STOPSIGNAL SIGINT", "ONBUILD RUN x", #"LABEL a=b "c d"='e "f"'"#)
        #expect(defaults.cmd == ["sh", "-c", "true"])
        #expect(defaults.entrypoint == ["/bin/sh", "-c", "/bin/app --now"])
        #expect(defaults.env == ["A=3 4", "B=two words", "C=x y"])
        #expect(defaults.exposedPorts == ["80/tcp", "53/udp"])
        #expect(defaults.volumes == ["/data", "/more", "/third"])
        #expect(defaults.user == "1:2")
        #expect(defaults.workingDir == "/a/b")
        #expect(defaults.stopSignal == "SIGINT")
        #expect(defaults.onBuild == ["RUN x"])
        #expect(defaults.labels == ["a": "b", "c d": #"e "f""#])
    }

    @Test func readsHealthchecks() throws {
        let check = try Self.apply("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=4 CMD curl -f x").healthcheck
        #expect(check?.test == ["CMD-SHELL", "curl -f x"])
        #expect(check?.interval == 90_000_000_000)
        #expect(check?.timeout == 500_000_000)
        #expect(check?.retries == 4)
        #expect(try Self.apply(#"HEALTHCHECK CMD ["true"]"#).healthcheck?.test == ["CMD", "true"])
        #expect(try Self.apply("HEALTHCHECK NONE").healthcheck?.test == ["NONE"])
    }

    @Test(arguments: [
        "", "CMD", "RUN x", "FROM a", "EXPOSE 70000", "EXPOSE 80/icmp", "ENV A", #"ENV A="b"#, "LABEL =x",
        "LABEL a=1 b",
        "HEALTHCHECK x", "HEALTHCHECK --interval=x CMD a", "HEALTHCHECK --pace=1s CMD a",
        "HEALTHCHECK --retries=-1 CMD a",
    ]) func refuses(instruction: String) {
        let error = #expect(throws: EngineError.self) { try Self.apply(instruction) }
        #expect(error?.code == .invalidArgument)
    }
}
