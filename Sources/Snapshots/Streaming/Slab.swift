/// A fixed piece of memory that goes round a pipeline: filled by one stage, read by the next ones, filled again.
///
/// `@unchecked Sendable`: exactly one stage holds a slab at a time; ``SlabQueue`` passes it on under its lock.
final class Slab: @unchecked Sendable {
    /// Small enough to stay in a core's cache from one stage to the next, large enough for few system calls.
    static let capacity = 256 << 10

    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Slab.capacity, alignment: 64)
    private(set) var count = 0

    deinit {
        memory.deallocate()
    }

    var isFull: Bool { count == Slab.capacity }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
    /// What is still free; `advance` says how much of it was filled.
    var space: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[count...]) }

    func advance(by filled: Int) {
        precondition(filled >= 0 && filled <= Slab.capacity - count, "a slab was filled beyond its end")
        count += filled
    }

    func clear() {
        count = 0
    }
}
