/// Inputs made from `seeds` by a few random edits each; the same ones for the same `seed`.
package struct Mutations: Sequence {
    private let seeds: [[UInt8]]
    private let count: Int
    private let seed: UInt64

    package init(of seeds: [[UInt8]], count: Int, seed: UInt64) {
        self.seeds = seeds
        self.count = count
        self.seed = seed
    }

    package func makeIterator() -> AnyIterator<[UInt8]> {
        var random = SplitMix(seed: seed)
        var left = count
        return AnyIterator {
            guard left > 0 else { return nil }
            left -= 1
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) { bytes.mutate(using: &random) }
            return bytes
        }
    }
}

extension [UInt8] {
    fileprivate mutating func mutate(using random: inout SplitMix) {
        guard !isEmpty else { return append(UInt8.random(in: 0...255, using: &random)) }
        let position = Int.random(in: 0..<count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: self[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: self[position] = UInt8.random(in: 0...255, using: &random)
        case 2: remove(at: position)
        case 3: insert(self[Int.random(in: 0..<count, using: &random)], at: position)
        case 4: removeSubrange(position...)
        default: insert(contentsOf: self[position...], at: position)
        }
    }
}
