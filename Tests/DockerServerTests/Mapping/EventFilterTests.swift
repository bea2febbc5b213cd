import DockerAPI
import Engine
import Testing

@testable import DockerServer

@Suite struct EventFilterTests {
    private let start = EngineEvent(
        subject: .container, action: "start", id: "abcdef",
        attributes: ["name": "web", "image": "busybox:1", "tier": "a"],
        time: 1_700_000_000_500_000_000)
    private let exec = EngineEvent(
        subject: .container, action: "exec_start: sh -c true", id: "abcdef", attributes: ["name": "web"], time: 0)
    private let pull = EngineEvent(
        subject: .image, action: "pull", id: "busybox:1", attributes: ["name": "busybox"], time: 0)

    private func matches(_ event: EngineEvent, _ filters: String) throws -> Bool {
        EventFilter(try Filters(parameter: filters)).matches(event)
    }

    @Test(arguments: [
        "", #"{"type":["container"]}"#, #"{"event":["start","stop"]}"#, #"{"container":["web"]}"#,
        #"{"container":["abc"]}"#, #"{"label":["tier=a"]}"#, #"{"label":["tier"]}"#, #"{"image":["busybox"]}"#,
        #"{"image":["busybox:1"]}"#, #"{"scope":["local"]}"#,
    ])
    func wanted(_ filters: String) throws {
        #expect(try matches(start, filters))
    }

    @Test(arguments: [
        #"{"type":["image"]}"#, #"{"event":["die"]}"#, #"{"container":["we"]}"#, #"{"label":["tier=b"]}"#,
        #"{"image":["busy"]}"#, #"{"scope":["swarm"]}"#, #"{"network":["web"]}"#,
    ])
    func unwanted(_ filters: String) throws {
        #expect(try !matches(start, filters))
    }

    @Test func anActionMatchesWithoutItsArguments() throws {
        #expect(try matches(exec, #"{"event":["exec_start"]}"#))
    }

    @Test func imagesMatchWithAndWithoutTheirTags() throws {
        #expect(try matches(pull, #"{"image":["busybox"]}"#))
        #expect(try matches(pull, #"{"image":["busybox:1"]}"#))
    }

    @Test func unknownFiltersAreRefused() throws {
        #expect(throws: FiltersError.notServed("colour")) {
            try EventFilter(Filters(parameter: #"{"colour":["red"]}"#)).validate()
        }
    }

    @Test func eventsAreWrittenAsDockers() {
        let wire = start.wire
        #expect(wire.status == "start" && wire.id == "abcdef" && wire.from == "busybox:1")
        #expect(wire.time == 1_700_000_000 && wire.timeNano == 1_700_000_000_500_000_000)
        #expect(wire.actor.attributes["tier"] == "a")
    }
}
