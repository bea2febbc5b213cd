import Linux
package import OCI
import SystemPackage

/// A container as a list shows it.
package struct ContainerSummary: Equatable, Sendable {
    package var state: RuntimeState
    package var rootfs: String
    /// RFC 3339.
    package var created: String
    /// Who created it.
    package var owner: UInt32
}

extension ContainerRuntime {
    /// All containers below the state root, by id. One that is just being made or removed is left out.
    package func list() throws(RuntimeError) -> [ContainerSummary] {
        var summaries: [ContainerSummary] = []
        for id in try identifiers().sorted() {
            guard let directory = try? StateDirectory(root: stateRoot, id: id),
                let record = try? directory.read()
            else { continue }
            summaries.append(try summary(record, directory))
        }
        return summaries
    }

    /// - Throws: `notFound`.
    package func summary(id: String) throws(RuntimeError) -> ContainerSummary {
        let directory = try StateDirectory(root: stateRoot, id: id)
        return try summary(try directory.read(), directory)
    }

    private func summary(
        _ record: StateRecord, _ directory: StateDirectory
    ) throws(RuntimeError) -> ContainerSummary {
        let owner = try doing("container \(record.id)") { () throws(SystemCallError) in
            try FileStatus(of: directory.path).owner
        }
        return ContainerSummary(
            state: record.state(try status(record, directory)), rootfs: record.rootfs, created: record.created,
            owner: owner)
    }

    /// None below a root that is not there yet.
    private func identifiers() throws(RuntimeError) -> [String] {
        do { return try DirectoryEntries.names(in: stateRoot) } catch  where error.errno == .noSuchFileOrDirectory {
            return []
        } catch {
            throw RuntimeError(.system, "open \(stateRoot): \(error.errno.description.lowercased())", cause: error)
        }
    }
}
