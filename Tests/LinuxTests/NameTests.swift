import Linux
import Testing

/// Names that people and other programs write, to the kernel's numbers.
struct NameTests {
    @Test(arguments: [
        ("CAP_CHOWN", 0), ("CAP_KILL", 5), ("CAP_SETPCAP", 8), ("CAP_NET_RAW", 13), ("CAP_SYS_ADMIN", 21),
        ("CAP_MKNOD", 27), ("CAP_SETFCAP", 31), ("CAP_SYSLOG", 34), ("CAP_CHECKPOINT_RESTORE", 40),
    ])
    func capabilitiesHaveTheKernelsBits(name: String, bit: Int) throws {
        let capability = try #require(CapabilitySet(name: name))
        #expect(capability.rawValue == 1 << UInt64(bit))
        #expect(capability.contains(bit: bit))
        #expect(!capability.contains(bit: bit + 1))
    }

    @Test(arguments: ["", "CHOWN", "cap_chown", "CAP_", "CAP_CHOWN ", "ALL"])
    func otherNamesAreNoCapabilities(name: String) {
        #expect(CapabilitySet(name: name) == nil)
    }

    @Test func everyCapabilityOfThisKernelHasAName() throws {
        let last = try #require(Int(SmallFile.read("/proc/sys/kernel/cap_last_cap").prefix { $0.isNumber }))
        #expect(CapabilitySet.names.count > last)
        #expect(Set(CapabilitySet.names).count == CapabilitySet.names.count)
        #expect(CapabilitySet.systemAdministration == CapabilitySet(name: "CAP_SYS_ADMIN"))
    }

    @Test(arguments: [
        ("TERM", 15), ("SIGTERM", 15), ("sigkill", 9), ("9", 9), ("64", 64), ("CHLD", 17), ("CLD", 17), ("SYS", 31),
        ("RTMIN", 34), ("SIGRTMIN+3", 37), ("RTMAX-1", 63), ("RTMIN+30", 64), ("USR1", 10),
    ])
    func signalsHaveTheKernelsNumbers(name: String, number: Int32) {
        #expect(SignalName.number(of: name) == number)
    }

    @Test(arguments: [
        "", "SIG", "0", "65", "-9", "TERMINATE", "RTMIN+31", "RTMIN-1", "RTMAX-31", "RTMAX+1", "SIGSIGTERM",
    ])
    func otherNamesAreNoSignals(name: String) {
        #expect(SignalName.number(of: name) == nil)
    }

    @Test func limitsHaveTheKernelsNumbers() {
        #expect(ResourceLimit.numbers["RLIMIT_NOFILE"] == 7)
        #expect(Set(ResourceLimit.numbers.values) == Set(0..<16))
    }
}
