import JSON
import TestSupport
import Testing

@testable import OCIRuntime

struct StateRecordTests {
    @Test func everyPropertyIsAMember() {
        let types: [any JSONMapped.Type] = [
            StateRecord.self, SharedAttributes.self, SeccompListener.self, SharedRoot.self, ResourceControl.self,
        ]
        for type in types {
            let names = MemberNames(of: type)
            #expect(names.listed == names.stored, "\(type)")
        }
    }
}
