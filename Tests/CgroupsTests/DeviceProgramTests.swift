import Glibc
import Linux
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Cgroups

struct DeviceProgramTests {
    private typealias Rule = RuntimeSpec.DeviceRule

    /// `c 1:3 rw` is asked for as one.
    private func allows(_ rules: [DeviceAccess], _ asked: String) throws -> Bool {
        let words = asked.split { $0 == " " || $0 == ":" }
        let kind: UInt32 = words[0] == "b" ? 1 : 2
        let access = words[3].reduce(UInt32(0)) { $0 | ($1 == "m" ? 1 : $1 == "r" ? 2 : 4) }
        let major = try #require(UInt32(words[1]))
        let minor = try #require(UInt32(words[2]))
        let program = DeviceProgram(rules)
        return try DeviceInterpreter(instructions: program.instructions)
            .run(accessType: access << 16 | kind, major: major, minor: minor) == 1
    }

    @Test(arguments: [
        ("c 1:3 rwm", true), ("c 1:3 r", true), ("c 1:9 rw", true), ("c 5:2 rw", true), ("c 136:7 rw", true),
        ("c 4:64 m", true), ("b 8:0 m", true), ("c 10:200 rw", true), ("c 10:200 rwm", true),
        ("b 8:0 r", false), ("b 8:0 w", false), ("c 4:64 r", false), ("b 1:3 r", false), ("c 1:1 rw", false),
        ("c 8:0 rm", false),
    ])
    func theUsualRulesAllowTheUsualDevices(asked: String, isAllowed: Bool) throws {
        let rules = [
            Rule(allow: false, access: "rwm"), Rule(allow: true, type: "c", major: 10, minor: 200, access: "rw"),
        ]
        #expect(try allows(DeviceAccess.complete(rules), asked) == isAllowed)
    }

    @Test func aLaterRuleWins() throws {
        let allow = try DeviceAccess(Rule(allow: true, type: "b", major: 8, access: "rw"))
        let deny = try DeviceAccess(Rule(allow: false, type: "b", major: 8, minor: 1, access: "w"))
        #expect(try allows([allow, deny], "b 8:0 rw"))
        #expect(try allows([allow, deny], "b 8:1 r"))
        #expect(try !allows([allow, deny], "b 8:1 w"))
        #expect(try !allows([allow, deny], "b 8:1 rw"))
        #expect(try allows([deny, allow], "b 8:1 rw"))
    }

    /// As the kernel's own devices controller, which keeps one set of accesses for a device.
    @Test func rulesAboutOneDeviceAddUp() throws {
        let read = try DeviceAccess(Rule(allow: true, type: "c", major: 5, minor: 1, access: "r"))
        let write = try DeviceAccess(Rule(allow: true, type: "c", major: 5, minor: 1, access: "w"))
        #expect(try allows([read, write], "c 5:1 rw"))
        #expect(try !allows([read, write], "c 5:1 rwm"))
        #expect(try !allows([read], "c 5:1 rw"))
    }

    @Test func withoutARuleNothingIsAllowed() throws {
        #expect(try !allows([], "c 1:3 r"))
    }

    /// Against the meaning of a list of rules, written down once more: each access by itself, the last rule first.
    @Test(arguments: 0..<200)
    func randomRulesMeanWhatTheySay(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let rules = (0..<Int.random(in: 0...6, using: &random)).map { _ in DeviceAccess.random(using: &random) }
        for kind in ["b", "c"] {
            for access in ["r", "w", "m", "rw", "rwm"] {
                let major = UInt32.random(in: 0...2, using: &random)
                let minor = UInt32.random(in: 0...2, using: &random)
                let expected = access.allSatisfy { letter in
                    rules.last { $0.tells(of: kind, major, minor, letter) }?.allow ?? false
                }
                #expect(try allows(rules, "\(kind) \(major):\(minor) \(access)") == expected, "\(rules)")
            }
        }
    }

    /// The kernel refuses what the verifier cannot follow, unreachable instructions among it.
    @Test(.enabled(if: geteuid() == 0), arguments: 0..<40)
    func theKernelTakesThePrograms(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var rules = (0..<Int.random(in: 0...6, using: &random)).map { _ in DeviceAccess.random(using: &random) }
        if seed % 2 == 0 { rules.insert(try DeviceAccess(Rule(allow: false, access: "rwm")), at: rules.count / 2) }
        let reason = refusal(of: DeviceProgram(rules + DeviceAccess.standard))
        // A kernel may be without bpf(2), or keep it from us.
        #expect([nil, .noFunction, .notPermitted].contains(reason), "\(rules)")
    }

    private func refusal(of program: DeviceProgram) -> Errno? {
        do throws(SystemCallError) {
            let descriptor = try DeviceProgramDescriptor.load(program.instructions)
            #expect(descriptor.raw >= 0)
            return nil
        } catch {
            return error.errno
        }
    }
}

extension DeviceAccess {
    static func random(using random: inout SplitMix) -> DeviceAccess {
        func number() -> UInt32? {
            let number = UInt32.random(in: 0...3, using: &random)
            return number == 3 ? nil : number
        }
        let kinds: [Kind] = [.all, .character, .block]
        return DeviceAccess(
            allow: Bool.random(using: &random), kind: kinds[Int.random(in: 0..<3, using: &random)], major: number(),
            minor: number(), access: Access(rawValue: Int32.random(in: 1...7, using: &random)))
    }

    func tells(of kind: String, _ major: UInt32, _ minor: UInt32, _ letter: Character) -> Bool {
        (self.kind == .all || self.kind.rawValue == kind) && (self.major ?? major) == major
            && (self.minor ?? minor) == minor && access.description.contains(letter)
    }
}
