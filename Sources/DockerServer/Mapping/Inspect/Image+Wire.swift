import DockerAPI
import Engine
import Linux
import OCI

extension EngineImageSummary {
    var wire: DockerAPI.ImageSummary {
        var wire = DockerAPI.ImageSummary()
        wire.id = id.description
        wire.repoTags = repoTags
        wire.repoDigests = repoDigests
        wire.created = Int(created?.seconds ?? 0)
        wire.labels = labels
        wire.size = Int(size)
        wire.sharedSize = sharedSize.map(Int.init) ?? -1
        wire.containers = containers ?? -1
        wire.descriptor = target.wire
        return wire
    }
}

extension ImageDetails {
    var wire: ImageInspect {
        var wire = ImageInspect()
        wire.id = id.description
        wire.repoTags = repoTags
        wire.repoDigests = repoDigests
        wire.comment = configuration.comment ?? ""
        wire.created = configuration.created ?? ""
        wire.dockerVersion = configuration.dockerVersion ?? ""
        wire.author = configuration.author ?? ""
        wire.config = configuration.config?.wire ?? ImageConfig()
        wire.architecture = configuration.architecture
        wire.variant = configuration.variant ?? ""
        wire.os = configuration.os
        wire.size = Int(size)
        wire.graphDriver.name = driver
        wire.rootFS.type = configuration.rootfs.type
        wire.rootFS.layers = configuration.rootfs.diffIDs.map(\.description)
        wire.metadata.lastTagTime = taggedAt?.description ?? never
        wire.descriptor = target.wire
        return wire
    }
}

extension Descriptor {
    fileprivate var wire: ImageDescriptor {
        var wire = ImageDescriptor()
        wire.mediaType = mediaType.rawValue
        wire.digest = digest.description
        wire.size = Int(size)
        return wire
    }
}

extension HistoryEntry {
    var wire: ImageHistoryItem {
        var wire = ImageHistoryItem()
        wire.id = id?.description ?? "<missing>"
        wire.created = Int(created?.seconds ?? 0)
        wire.createdBy = createdBy
        wire.tags = tags
        wire.size = Int(size)
        wire.comment = comment
        return wire
    }
}

extension ImageRemoval {
    var wire: ImageDeleteResponse {
        var wire = ImageDeleteResponse()
        switch self {
        case .untagged(let name): wire.untagged = name
        case .deleted(let digest), .deletedLayer(let digest): wire.deleted = digest.description
        }
        return wire
    }
}

extension ProcessDefaults {
    fileprivate var wire: ImageConfig {
        var wire = ImageConfig()
        wire.user = user ?? ""
        wire.exposedPorts = exposedPorts?.set ?? [:]
        wire.env = env ?? []
        wire.entrypoint = entrypoint ?? []
        wire.cmd = cmd ?? []
        wire.volumes = volumes?.set ?? [:]
        wire.workingDir = workingDir ?? ""
        wire.labels = labels ?? [:]
        wire.stopSignal = stopSignal ?? ""
        wire.healthcheck = healthcheck?.wire
        wire.onBuild = onBuild ?? []
        wire.shell = shell ?? []
        return wire
    }
}

extension NameSet {
    fileprivate var set: [String: EmptyObject] {
        Dictionary(uniqueKeysWithValues: Set(names).map { ($0, EmptyObject()) })
    }
}

extension ProcessDefaults.Healthcheck {
    fileprivate var wire: HealthConfig {
        var wire = HealthConfig()
        wire.test = test ?? []
        wire.interval = Int(interval ?? 0)
        wire.timeout = Int(timeout ?? 0)
        wire.startPeriod = Int(startPeriod ?? 0)
        wire.startInterval = Int(startInterval ?? 0)
        wire.retries = retries ?? 0
        return wire
    }
}
