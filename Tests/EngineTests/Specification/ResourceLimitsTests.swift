import OCI
import Testing

@testable import Engine

struct ResourceLimitsTests {
    private func memory(_ change: (inout Resources) -> Void) -> RuntimeSpec.Memory? {
        var configuration = ContainerConfiguration(image: "busybox")
        change(&configuration.resources)
        return ResourceLimits(configuration).resources.memory
    }

    @Test func swapIsAsMuchAsMemoryUnlessSaidOtherwise() {
        #expect(memory { $0.memory = 64 << 20 } == RuntimeSpec.Memory(limit: 64 << 20, swap: 128 << 20))
        #expect(
            memory {
                $0.memory = 64 << 20; $0.memorySwap = 65 << 20
            } == RuntimeSpec.Memory(limit: 64 << 20, swap: 65 << 20))
        #expect(memory { $0.memory = .max } == RuntimeSpec.Memory(limit: .max, swap: -1))
        #expect(memory { _ in } == nil)
    }

    /// Nothing is written to a file that the machine may not have.
    @Test func swapWithoutALimitIsNotSaid() {
        #expect(
            memory {
                $0.memory = 64 << 20; $0.memorySwap = -1
            } == RuntimeSpec.Memory(limit: 64 << 20))
    }

    @Test func memoryIsLimitedAloneWhereSwapCannotBe() {
        var resources = Resources()
        #expect(!resources.asksForSwapLimit)
        resources.memory = 64 << 20
        #expect(resources.asksForSwapLimit)
        #expect(resources.dropSwapLimit().hasSuffix("not mounted. Memory limited without swap."))
        #expect(!resources.asksForSwapLimit)
        #expect(memory { $0 = resources } == RuntimeSpec.Memory(limit: 64 << 20))
    }

    @Test func processorsAreShared() {
        var configuration = ContainerConfiguration(image: "busybox")
        configuration.resources.nanoCPUs = 1_500_000_000
        let cpu = ResourceLimits(configuration).resources.cpu
        #expect(cpu?.period == 100_000 && cpu?.quota == 150_000)
        configuration.resources.nanoCPUs = .max
        #expect(ResourceLimits(configuration).resources.cpu?.quota == 922_337_203_685_477)
    }
}
