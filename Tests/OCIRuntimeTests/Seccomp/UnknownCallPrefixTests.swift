import Testing

@testable import OCIRuntime

struct UnknownCallPrefixTests {
    /// In front of a program that answers 7 to everything.
    private func answer(_ number: UInt32, _ architecture: UInt32, after highest: Int32) throws -> UInt32 {
        let rest: [UInt8] = [0x06, 0, 0, 0, 7, 0, 0, 0]
        return try FilterInterpreter(program: UnknownCallPrefix.bytes(after: highest) + rest)
            .run(.init(architecture: architecture, number: number))
    }

    @Test(
        arguments: [(0, 7), (299, 7), (300, 7), (301, 0x0005_0026), (0x3fff_ffff, 0x0005_0026)] as [(UInt32, UInt32)])
    func ofTheMachinesArchitecture(number: UInt32, expected: UInt32) throws {
        #expect(try answer(number, SystemCallFixture.native, after: 300) == expected)
    }

    /// Their numbers say nothing about ours: the filter itself decides.
    @Test func ofOthers() throws {
        #expect(try answer(5000, SystemCallFixture.i386, after: 300) == 7)
        #expect(try answer(0x4000_0000, SystemCallFixture.native, after: 300) == 7)
        #expect(try answer(0xffff_ffff, SystemCallFixture.native, after: 300) == 7)
    }
}
