import Testing

@testable import Networking

struct AddressPoolTests {
    @Test func addressesComeInOrderAndAgainOnlyAfterAllOthers() throws {
        var pool = AddressPool(subnet: try #require(IPv4Subnet("10.0.0.0/29")))
        let first = (0..<3).compactMap { _ in pool.allocate()?.description }
        pool.release(try #require(IPv4Address("10.0.0.1")))
        let others = (0..<5).map { _ in pool.allocate()?.description }
        #expect(first == ["10.0.0.1", "10.0.0.2", "10.0.0.3"])
        #expect(others == ["10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.1", nil])
    }

    @Test func aReservedAddressIsTakenOnce() throws {
        var pool = AddressPool(subnet: try #require(IPv4Subnet("10.0.0.0/24")))
        let address = try #require(IPv4Address("10.0.0.77"))
        let first = pool.reserve(address)
        let second = pool.reserve(address)
        pool.release(address)
        let third = pool.reserve(address)
        #expect([first, second, third] == [true, false, true])
        for foreign in ["10.0.0.0", "10.0.0.255", "10.0.1.1", "9.255.255.255"] {
            let isReserved = pool.reserve(try #require(IPv4Address(foreign)))
            #expect(!isReserved)
        }
    }

    @Test(arguments: [8, 12, 16, 20, 24, 25, 26, 27, 28, 29, 30] as [UInt8])
    func everyAddressIsGivenExactlyOnce(prefixLength: UInt8) throws {
        let base = try #require(IPv4Address("10.0.0.0"))
        let subnet = try #require(IPv4Subnet(containing: base, prefixLength: prefixLength))
        var pool = AddressPool(subnet: subnet)
        let wanted = min(Int(subnet.size) - 2, 70_000)
        var given: Set<IPv4Address> = []
        while given.count < wanted, let address = pool.allocate() {
            #expect(subnet.contains(address))
            guard given.insert(address).inserted else { break }
        }
        #expect(given.count == wanted)
        let isFull = wanted == Int(subnet.size) - 2
        let next = pool.allocate()
        #expect((next == nil) == isFull)
    }

    @Test func whatIsForeignIsNotReleased() throws {
        var pool = AddressPool(subnet: try #require(IPv4Subnet("10.0.0.0/30")))
        pool.release(try #require(IPv4Address("192.168.0.1")))
        let given = (0..<3).map { _ in pool.allocate()?.description }
        #expect(given == ["10.0.0.1", "10.0.0.2", nil])
    }
}
