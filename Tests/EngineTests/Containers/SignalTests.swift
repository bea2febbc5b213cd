import Testing

@testable import Engine

struct SignalTests {
    @Test(
        arguments: [
            ("9", 9), ("KILL", 9), ("SIGKILL", 9), ("sigterm", 15), ("hup", 1), ("SYS", 31), ("RTMIN", 34),
            ("RTMIN+3", 37),
            ("SIGRTMAX-1", 63), ("POLL", 29), ("64", 64),
        ] as [(String, Int32)])
    func readsNamesAndNumbers(name: String, number: Int32) throws {
        #expect(try Signal.number(of: name) == number)
    }

    @Test(arguments: ["", "0", "65", "-1", "NOPE", "SIG", "RTMIN+31", "RTMIN-1", "RTMAX+1", "9x"])
    func refusesOthersByName(name: String) {
        let error = #expect(throws: EngineError.self) { try Signal.number(of: name) }
        #expect(error?.message == "invalid signal: \(name)")
    }
}
