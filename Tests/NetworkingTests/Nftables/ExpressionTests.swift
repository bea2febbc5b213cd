import Testing

@testable import Networking

/// The bytes are those that nft(8) sends for the same rules, without the number that it gives to a map in a batch.
struct ExpressionTests {
    @Test func matchesAndVerdicts() {
        let rule = Rule().from(interface: "wherry0").ofRewrittenDestination().drop()
        #expect(
            hexadecimal(rule) == """
                24000180090001006d6574610000000014000280080002000000000608000100000000013800018008000100636d7000\
                2c0002800800010000000001080002000000000018000380140001007768657272793000000000000000000020000180\
                07000100637400001400028008000200000000020800010000000001440001800c000100626974776973650034000280\
                0800010000000001080002000000000108000300000000040c00048008000100200000000c0005800800010000000000\
                2c00018008000100636d700020000280080001000000000108000200000000010c000380080001000000000030000180\
                0e000100696d6d6564696174650000001c0002800800010000000000100002800c0002800800010000000000
                """)
    }

    @Test func rewritingByAMap() {
        let rule = Rule().toLocalAddress().rewriteDestination(byPortIn: "m")
        #expect(
            hexadecimal(rule) == """
                2800018008000100666962001c0002800800030000000002080002000000000308000100000000012c00018008000100\
                636d700020000280080001000000000108000200000000000c000380080001000200000024000180090001006d657461\
                000000001400028008000200000000100800010000000001340001800c0001007061796c6f6164002400028008000100\
                000000090800020000000002080003000000000208000400000000022c0001800b0001006c6f6f6b757000001c000280\
                08000200000000010800030000000001060001006d00000030000180080001006e617400240002800800010000000001\
                080002000000000208000300000000010800050000000009
                """)
    }

    @Test(arguments: zip([0, 1, 2, 3, 4, 5] as [UInt32], [1, 9, 10, 11, 2, 13] as [UInt32]))
    func wordsOfTheRegisters(index: UInt32, number: UInt32) {
        #expect(Register.word(index).number == number)
    }

    @Test func commentsReadBack() {
        let data = RuleComment.encode("wherry: wherry0")
        #expect(data.first == 0)
        #expect(RuleComment.decode(data[...]) == "wherry: wherry0")
        #expect(RuleComment.decode(data.dropLast(1)) == nil)
        #expect(RuleComment.decode([1, 1, 0]) == nil)
        #expect(RuleComment.decode([]) == nil)
    }

    @Test func longListsOfElementsAreCutToFitTheirAttribute() throws {
        let element = NftablesBatch.MapElement(
            key: Array(repeating: 1, count: 12), value: Array(repeating: 2, count: 8))
        var batch = NftablesBatch(table: "t")
        batch.add(Array(repeating: element, count: 2500), to: "m")
        let datagram = batch.closed()
        let messages = try #require(NetlinkMessage.messages(in: datagram.numbered(from: 1)))
        #expect(messages.count == 2 + 3)
        for message in messages.dropFirst().dropLast() {
            #expect(NetlinkAttributes(message.payload.dropFirst(4)) != nil)
        }
    }

    private func hexadecimal(_ rule: Rule) -> String {
        var writer = NetlinkWriter()
        for expression in rule.expressions { expression.encode(into: &writer) }
        return writer.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
