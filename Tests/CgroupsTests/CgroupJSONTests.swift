import JSON
import TestSupport
import Testing

@testable import Cgroups

struct CgroupJSONTests {
    /// A property that is forgotten in the list of members would be lost between two commands.
    @Test func everyPropertyIsAMember() {
        let types: [any JSONMapped.Type] = [
            ContainerCgroup.self, CgroupPlacement.self, CgroupPlacement.Legacy.self, SystemdUnit.self,
        ]
        for type in types {
            let names = MemberNames(of: type)
            #expect(names.listed == names.stored, "\(type)")
        }
    }
}
