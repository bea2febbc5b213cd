import JSON
import TestSupport
import Testing

@testable import OCIRuntime

struct StateRecordTests {
    @Test func everyPropertyIsAMember() {
        let names = MemberNames(of: StateRecord.self)
        #expect(names.listed == names.stored)
    }
}
