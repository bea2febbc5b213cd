import DockerAPI
import Engine

extension DockerAPI.Mount {
    /// The mount that the long form asks for.
    func request() throws(ServerError) -> MountRequest {
        guard target.hasPrefix("/") else {
            throw ServerError(
                .badRequest,
                "invalid mount config for type \"\(type)\": invalid mount path: '\(target)' must be absolute")
        }
        var request: MountRequest
        switch type {
        case "bind": request = try bind()
        case "volume": request = volume()
        case "tmpfs": request = try tmpfs()
        default: throw ServerError(.badRequest, "mount type '\(type)' is not supported: give bind, volume or tmpfs")
        }
        request.readOnly = readOnly
        return request
    }

    private func bind() throws(ServerError) -> MountRequest {
        guard source.hasPrefix("/") else {
            throw ServerError(
                .badRequest,
                "invalid mount config for type \"bind\": invalid mount path: '\(source)' mount path must be absolute")
        }
        try refuse("VolumeOptions", volumeOptions)
        try refuse("TmpfsOptions", tmpfsOptions)
        var request = MountRequest(kind: .bind, source: source, target: target)
        request.createSource = bindOptions?.createMountpoint ?? false
        request.recursive = !(bindOptions?.nonRecursive ?? false)
        if let propagation = bindOptions?.propagation, !propagation.isEmpty { request.propagation = propagation }
        return request
    }

    private func volume() -> MountRequest {
        var request = MountRequest(kind: .volume, source: source, target: target)
        request.copyUp = !(volumeOptions?.noCopy ?? false)
        return request
    }

    private func tmpfs() throws(ServerError) -> MountRequest {
        guard source.isEmpty else {
            throw ServerError(
                .badRequest, "invalid mount config for type \"tmpfs\": field Source must not be specified")
        }
        var request = MountRequest(kind: .tmpfs, target: target)
        request.tmpfsSize = Int64(tmpfsOptions?.sizeBytes ?? 0)
        if let mode = tmpfsOptions?.mode, mode != 0 { request.tmpfsMode = UInt32(truncatingIfNeeded: mode) & 0o7777 }
        return request
    }

    private func refuse(_ name: String, _ options: (some Equatable)?) throws(ServerError) {
        if options != nil {
            throw ServerError(
                .badRequest, "invalid mount config for type \"\(type)\": field \(name) must not be specified")
        }
    }
}
