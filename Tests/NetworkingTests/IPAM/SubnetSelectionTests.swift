import Testing

@testable import Networking

struct SubnetSelectionTests {
    @Test func theFirstPoolIsDockers() {
        #expect(SubnetSelection.choose(avoiding: []) == IPv4Subnet("172.17.0.0/16"))
        #expect(SubnetSelection.candidates.count == 31)
    }

    @Test(arguments: ["172.17.0.0/16", "172.17.255.0/24", "172.16.0.0/15", "172.17.3.4/32"])
    func whatTouchesAPoolTakesIt(taken: String) throws {
        let taken = try #require(IPv4Subnet(taken))
        let chosen = try #require(SubnetSelection.choose(avoiding: [taken]))
        #expect(!chosen.overlaps(taken))
    }

    @Test func aDefaultRouteTakesNothing() throws {
        let everything = try #require(IPv4Subnet("0.0.0.0/0"))
        #expect(SubnetSelection.choose(avoiding: [everything]) == IPv4Subnet("172.17.0.0/16"))
    }

    @Test func theSecondKindOfPoolsComesAfterTheFirst() throws {
        let first = try #require(IPv4Subnet("172.16.0.0/12"))
        #expect(SubnetSelection.choose(avoiding: [first]) == IPv4Subnet("192.168.0.0/20"))
        let second = try #require(IPv4Subnet("192.168.0.0/16"))
        #expect(SubnetSelection.choose(avoiding: [first, second]) == nil)
    }
}
