import ArgumentParser
import FoundationEssentials
import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Spec: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "spec", abstract: "Write a config.json to begin with.")
        @OptionGroup var global: GlobalArguments
        @Option(name: [.customShort("b"), .customLong("bundle")], help: "The bundle's directory.") var bundle = "."

        func run() throws {
            let path = "\(bundle)/config.json"
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let bytes = Array(try encoder.encode(RuntimeSpec.standard)) + [UInt8(ascii: "\n")]
            let file = try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
            try file.write(bytes)
        }
    }
}
