import Testing

@testable import wherry

@Suite struct VolumeCommandTests {
    @Test func createSendsWhatIsAsked() throws {
        let fixture = try CommandFixture(["volume", "create", "--label", "a=b", "data"]) { _ in
            .json(#"{"Name":"data","Driver":"local"}"#)
        }
        #expect(fixture.output == "data\n")
        #expect(fixture.lines == ["POST /volumes/create"])
        #expect(
            fixture.requests[0].body == #"{"Labels":{"a":"b"},"Name":"data"}"#
                || fixture.requests[0].body == #"{"Name":"data","Labels":{"a":"b"}}"#)
    }

    @Test func lsIsSortedByName() throws {
        let list = #"{"Volumes":[{"Name":"b","Driver":"local"},{"Name":"a","Driver":"local","Labels":{"x":"y"}}]}"#
        let table = try CommandFixture(["volume", "ls"]) { _ in .json(list) }
        #expect(table.output == "DRIVER    VOLUME NAME\nlocal     a\nlocal     b\n")
        let names = try CommandFixture(["volume", "ls", "-q"]) { _ in .json(list) }
        #expect(names.output == "a\nb\n")
        let format = try CommandFixture(["volume", "ls", "--format", "{{.Name}} {{.Labels}}"]) { _ in .json(list) }
        #expect(format.output == "a x=y\nb \n")
    }

    @Test func rmTellsWhatItRemoved() throws {
        let fixture = try CommandFixture(["volume", "rm", "-f", "a", "b"]) { _ in .nothing }
        #expect(fixture.output == "a\nb\n")
        #expect(fixture.lines == ["DELETE /volumes/a?force=1", "DELETE /volumes/b?force=1"])
    }

    @Test func pruneAsksFirst() throws {
        let no = try CommandFixture(["volume", "prune"], input: "\n") { _ in .nothing }
        #expect(no.requests.isEmpty)
        let yes = try CommandFixture(["volume", "prune", "-f"]) { _ in
            .json(#"{"VolumesDeleted":["a"],"SpaceReclaimed":2000}"#)
        }
        #expect(yes.output == "Deleted Volumes:\na\n\nTotal reclaimed space: 2kB\n")
    }

    @Test func networksAreListed() throws {
        let list = #"[{"Name":"none","Id":"0123456789abcdef","Driver":"null","Scope":"local"}]"#
        let fixture = try CommandFixture(["network", "ls"]) { _ in .json(list) }
        #expect(fixture.output.split(separator: "\n").last?.split(separator: " ").first == "0123456789ab")
    }
}
