/// A list of small numbers as the kernel writes those of CPUs and memory nodes: `0-3,7`.
package struct NumberList: Equatable, Sendable {
    package let numbers: Set<Int>

    /// - Parameter limit: numbers are below it.
    /// - Returns: `nil` for what is no such list, or an empty one.
    package init?(_ text: String, limit: Int = 4096) {
        var numbers: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Self.number($0) }
            guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first <= last, last < limit
            else { return nil }
            numbers.formUnion(first...last)
        }
        self.numbers = numbers
    }

    private static func number(_ text: Substring) -> Int? {
        let trimmed = text.filter { !$0.isWhitespace }
        return trimmed.allSatisfy(\.isNumber) ? Int(trimmed) : nil
    }

    /// A bit each, in words of the machine.
    package var mask: [UInt] {
        let width = UInt.bitWidth
        var mask = [UInt](repeating: 0, count: (numbers.max() ?? 0) / width + 1)
        for number in numbers { mask[number / width] |= 1 << UInt(number % width) }
        return mask
    }
}
