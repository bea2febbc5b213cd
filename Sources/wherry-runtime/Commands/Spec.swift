import ArgumentParser
import JSON
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

        @Flag(name: .customLong("rootless"), help: "For the user that runs this, without the rights of root.")
        var forUser = false

        func run() throws {
            let path = "\(bundle)/config.json"
            let spec = forUser ? RuntimeSpec.rootless(user: geteuid(), group: getegid()) : .standard
            let bytes = spec.json(indentation: "\t") + [UInt8(ascii: "\n")]
            let file = try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
            try file.write(bytes)
        }
    }
}
