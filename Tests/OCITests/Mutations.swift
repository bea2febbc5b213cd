/// Inputs made from `seeds` by a few random edits each; the same ones for the same `seed`.
struct Mutations: Sequence {
    let seeds: [[UInt8]]
    let count: Int
    let seed: UInt64

    init(of seeds: [[UInt8]], count: Int, seed: UInt64) {
        self.seeds = seeds
        self.count = count
        self.seed = seed
    }

    func makeIterator() -> AnyIterator<[UInt8]> {
        var random = SplitMix(state: seed)
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

/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
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
