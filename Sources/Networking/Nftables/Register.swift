/// A register of nf_tables' machine: twenty words of 32 bits, where the first four hold the verdict.
///
/// The numbers 1 to 4 name four words at once (16 bytes each), those from 8 on single words; 8 is the first word of 1.
struct Register: Equatable, Sendable {
    let number: UInt32

    static let verdict = Register(number: 0)
    /// The word at `index`, from 0: a value longer than a word goes on in the words that follow.
    static func word(_ index: UInt32) -> Register {
        Register(number: index % 4 == 0 ? index / 4 + 1 : index + 8)
    }
}
