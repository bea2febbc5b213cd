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

    @Test func aDescriptorHasOnePurpose() throws {
        var configuration = ShimConfiguration(
            id: "c1", root: .opened(descriptor: 5, path: "/"), runtimeRoot: "", exitFile: "", listener: 7, held: [6])
        #expect(try configuration.inherited() == [6, 7, 5])
        for held in [[7], [5], [6, 6]] as [[Int32]] {
            configuration.held = held
            let failure = #expect(throws: ShimFailure.self) { try configuration.inherited() }
            #expect(failure?.code == .invalidConfiguration)
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
