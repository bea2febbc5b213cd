import Glibc
import Linux
package import Snapshots

/// A snapshot as its container would see it.
package enum MountedSnapshot {
    /// Runs `body` with a path to the snapshot's root. The mount is attached nowhere, and gone afterwards.
    package static func with<Result>(
        _ key: String, of snapshotter: any Snapshotter, _ body: (String) throws -> Result
    ) throws -> Result {
        switch try snapshotter.mount(key) {
        case .directory(let path, _): return try body(path)
        case let root:
            let mount = try root.open()
            // Programs that `body` runs have a `/proc/self` of their own.
            let path = "/proc/\(getpid())/fd/\(mount.raw)"
            return try withExtendedLifetime(mount) { _ in try body(path) }
        }
    }

    /// What a fresh snapshot of a stack shows.
    package static func summary(
        of chainID: LayerFixture, in snapshotter: any Snapshotter, times: Bool = true
    ) throws -> [String] {
        try snapshotter.prepare("summary", parent: chainID.chainID)
        let lines = try with("summary", of: snapshotter) { try TreeSummary.lines($0, times: times) }
        try snapshotter.remove("summary")
        return lines
    }
}
