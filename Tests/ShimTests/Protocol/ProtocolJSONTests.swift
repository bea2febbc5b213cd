import JSON
import Linux
import ShimProtocol
import TestSupport
import Testing

@Suite struct ProtocolJSONTests {
    @Test func everyPropertyIsAMember() {
        let types: [any JSONMapped.Type] = [
            ShimConfiguration.self, LogFile.self, ExitStatus.self, AttachStreams.self, ExecRequest.self, ShimState.self,
            ShimFailure.self, ShimTemplateRequest.self, ShimTemplateReply.self,
        ]
        for type in types {
            let names = MemberNames(of: type)
            #expect(names.listed == names.stored, "\(type)")
        }
    }

    @Test(arguments: [
        RootMount.directory(path: "/a", readOnly: true), .opened(descriptor: 5, path: "/b"),
        .overlay(OverlayMount(lower: ["/l1", "/l2"], upper: "/u", work: "/w")), .overlay(OverlayMount(lower: ["/l"])),
    ])
    func rootsComeBack(root: RootMount) throws {
        #expect(try RootMount(json: root.json()) == root)
    }
}
