import TestSupport

/// Damages bytes as transports and attackers do.
enum Mutation {
    static func apply(to bytes: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
        var mutated = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !mutated.isEmpty {
            let place = Int.random(in: 0..<mutated.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: mutated[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: mutated[place] = .random(in: 0...255, using: &generator)
            case 2: mutated.removeSubrange(place..<min(mutated.count, place + .random(in: 1...700, using: &generator)))
            case 3: mutated.insert(contentsOf: mutated[place..<min(mutated.count, place + 512)], at: place)
            case 4: mutated = Array(mutated.prefix(place))
            default:
                let end = min(mutated.count, place + 12)
                mutated.replaceSubrange(place..<end, with: [UInt8](repeating: 0xff, count: end - place))
            }
        }
        return mutated
    }

    /// Puts right the checksums of the headers, so that the damage gets past them.
    static func withCorrectChecksums(_ archive: [UInt8]) -> [UInt8] {
        var archive = archive
        for start in stride(from: 0, to: archive.count - 511, by: 512)
        where archive[(start + 257)..<(start + 262)].elementsEqual("ustar".utf8) {
            archive.replaceSubrange((start + 148)..<(start + 156), with: Array("        ".utf8))
            let sum = archive[start..<(start + 512)].reduce(0) { $0 + Int($1) }
            let digits = Array(String(sum, radix: 8).utf8)
            archive.replaceSubrange((start + 148)..<(start + 148 + digits.count), with: digits)
        }
        return archive
    }
}
