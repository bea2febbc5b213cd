import JSON
import Linux
import OCI
import OCIRuntime
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Spec: Command {
        static let name = "spec"
        static let summary = "Write a config.json to begin with."

        private var bundle = "."
        private var forUser = false

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.option("bundle", "b", &bundle, "DIRECTORY", "The bundle; absent is the working directory.")
            try syntax.flag("rootless", &forUser, "For the user that runs this, without the rights of root.")
        }

        func run(_ global: GlobalOptions) throws {
            let path = "\(bundle)/config.json"
            if access(bundle, X_OK) != 0 {
                throw HostFile.failure(
                    "chdir", bundle, SystemCallError("access", bundle, errno: Errno(rawValue: errno)))
            }
            let spec = forUser ? RuntimeSpec.rootless(user: geteuid(), group: getegid()) : .standard
            let bytes = spec.json(indentation: "\t") + [UInt8(ascii: "\n")]
            let file: OwnedDescriptor
            do { file = try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644) } catch {
                guard error.errno == .fileExists else { throw error }
                throw RuntimeError(.alreadyExists, "File config.json exists. Remove it first", cause: error)
            }
            try file.write(bytes)
        }
    }
}
