import Linux
import Snapshots

#if canImport(Glibc)
import Glibc
#endif

/// Finds or makes the source of each mount that a container asks for. Blocking. What it made when it fails is told by
/// its container.
struct MountResolution {
    let volumes: VolumeService
    let snapshotter: any Snapshotter
    let container: String

    func resolve(_ requests: [MountRequest]) throws -> [MountPoint] {
        try requests.map { try resolve($0) }
    }

    private func resolve(_ request: MountRequest) throws -> MountPoint {
        var name = ""
        var source = ""
        switch request.kind {
        case .bind: source = try bindSource(request)
        case .volume:
            let volume = try volumes.create(name: request.source, for: container)
            name = volume.name
            source = volume.mountpoint
            if request.copyUp { try fill(source, from: request.target) }
        case .tmpfs: break
        }
        return MountPoint(
            kind: request.kind, name: name, source: source, target: request.target, readOnly: request.readOnly,
            propagation: request.kind == .bind ? request.propagation ?? "rprivate" : "")
    }

    private func bindSource(_ request: MountRequest) throws -> String {
        if access(request.source, F_OK) == 0 { return request.source }
        guard request.createSource else {
            throw EngineError(
                .invalidArgument,
                "invalid mount config for type \"bind\": bind source path does not exist: \(request.source)")
        }
        try DirectoryTree.make(request.source, mode: 0o755)
        return request.source
    }

    /// Gives a volume that is used for the first time what the image has at its place.
    private func fill(_ volume: String, from target: String) throws {
        guard try DirectoryTree.names(in: volume).isEmpty else { return }
        try VolumeContents(volume: volume).copy(target, of: try snapshotter.mount(container))
    }
}
