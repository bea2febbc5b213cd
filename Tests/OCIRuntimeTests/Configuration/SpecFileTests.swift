import Glibc
import JSON
import Linux
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

struct SpecFileTests {
    @Test(arguments: [
        (#"{"ociVersion": 1}"#, ".ociVersion: "), ("[]", ".: "),
        (#"{"ociVersion": "1", "process": {"args": ["a"]}}"#, ".process.cwd: it is missing"),
        (#"{"ociVersion": "1", "process": {"cwd": "/", "args": ["a", 5]}}"#, ".process.args[1]: "),
        (
            #"{"ociVersion": "1", "process": {"cwd": "/", "rlimits": [{"type": "a", "hard": 1, "soft": -1}]}}"#,
            ".process.rlimits[0].soft: -1 is not a whole number"
        ),
        (
            #"{"ociVersion": "1", "linux": {"namespaces": [{"type": "pid"}, {"type": "disk"}]}}"#,
            ".linux.namespaces[1].type: "
        ),
        (
            #"{"ociVersion": "1", "linux": {"resources": {"memory": {"limit": 1.5}}}}"#,
            ".linux.resources.memory.limit: "
        ),
        (#"{"ociVersion": "1", "linux": {"resources": {"unified": {"a": 1}}}}"#, ".linux.resources.unified.a: "),
    ])
    func whatIsWrongIsToldByItsPlace(json: String, place: String) {
        let error = #expect(throws: RuntimeError.self) { try RuntimeSpec.decode(Array(json.utf8), name: "config.json") }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.hasPrefix("config.json: \(place)") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("\n") == false)
    }

    @Test(arguments: ["", "{", "nonsense", "{\"ociVersion\": \"1\"", "\u{0}"])
    func whatIsNoJSONIsRefused(text: String) {
        let error = #expect(throws: RuntimeError.self) { try RuntimeSpec.decode(Array(text.utf8), name: "config.json") }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.hasPrefix("config.json: ") == true)
    }

    /// As Docker writes "unlimited".
    @Test func theLargestNumbersAreRead() throws {
        let json = """
            {"ociVersion": "1", "process": {"cwd": "/", "rlimits":
                [{"type": "RLIMIT_CORE", "hard": 18446744073709551615, "soft": 18446744073709551615}]}}
            """
        let spec = try RuntimeSpec.decode(Array(json.utf8), name: "config.json")
        #expect(spec.process?.rlimits == [.init(type: "RLIMIT_CORE", hard: .max, soft: .max)])
    }

    @Test func aBundleIsRead() throws {
        try TemporaryDirectory.with { directory in
            let missing = #expect(throws: RuntimeError.self) { try RuntimeSpec.read(bundle: directory) }
            #expect(missing?.message == "JSON specification file config.json not found")
            let bytes = RuntimeSpec.standard.json()
            try OwnedDescriptor.open("\(directory)/config.json", O_WRONLY | O_CREAT, mode: 0o600).write(bytes)
            #expect(try RuntimeSpec.read(bundle: directory) == .standard)
        }
    }

    @Test func mutatedConfigurationsAreReadOrRefused() throws {
        let seed = RuntimeSpec.standard.json()
        for bytes in Mutations(of: [seed], count: 300, seed: 1) {
            do {
                try SpecCheck(spec: RuntimeSpec.decode(bytes, name: "config.json")).run()
            } catch {
                #expect(error.code == .invalidConfiguration || error.code == .commandNotFound)
                #expect(!error.message.isEmpty)
            }
        }
    }
}
