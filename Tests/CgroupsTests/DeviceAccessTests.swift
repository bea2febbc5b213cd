import OCI
import Testing

@testable import Cgroups

struct DeviceAccessTests {
    private typealias Rule = RuntimeSpec.DeviceRule

    @Test func whatIsAbsentIsEverything() throws {
        let everything = DeviceAccess(allow: true, kind: .all, access: .all)
        #expect(try DeviceAccess(Rule(allow: true)) == everything)
        #expect(try DeviceAccess(Rule(allow: true, type: "", access: "")) == everything)
        #expect(try DeviceAccess(Rule(allow: true, type: "a", major: -1, minor: -1, access: "mwr")) == everything)
        #expect(everything.isAboutEverything)
    }

    @Test func numbersAndLettersAreKept() throws {
        let rule = try DeviceAccess(Rule(allow: false, type: "b", major: 8, minor: 0, access: "wm"))
        #expect(rule == DeviceAccess(allow: false, kind: .block, major: 8, minor: 0, access: [.write, .make]))
        #expect(!rule.isAboutEverything)
    }

    @Test(arguments: [
        (Rule(allow: true, type: "x"), "linux.resources.devices.type: 'x' is not a, b or c"),
        (Rule(allow: true, type: "c", access: "rx"), "linux.resources.devices.access: 'x' is not r, w or m"),
        (Rule(allow: true, type: "c", major: 1 << 32), "linux.resources.devices.major: 4294967296 is no device number"),
        (Rule(allow: true, type: "c", minor: .max), "linux.resources.devices.minor: \(Int64.max) is no device number"),
    ])
    func whatIsNoRuleIsRefused(rule: RuntimeSpec.DeviceRule, message: String) {
        #expect(throws: CgroupError(.invalidValue, message)) { try DeviceAccess(rule) }
    }

    @Test(arguments: [
        (Rule(allow: true), ["a"]),
        (Rule(allow: true, type: "c", major: 1, minor: 3, access: "rwm"), ["c 1:3 rwm"]),
        (Rule(allow: true, type: "b", major: 8, access: "r"), ["b 8:* r"]),
        (Rule(allow: true, type: "c", access: "m"), ["c *:* m"]),
        // The kernel reads no further than `a`: this must not become everything.
        (Rule(allow: true, access: "r"), ["c *:* r", "b *:* r"]),
        (Rule(allow: false, type: "a", major: 7, access: "rw"), ["c 7:* rw", "b 7:* rw"]),
    ])
    func v1HasItsOwnWords(rule: RuntimeSpec.DeviceRule, words: [String]) throws {
        #expect(try DeviceAccess(rule).legacyDescriptions == words)
    }
}
