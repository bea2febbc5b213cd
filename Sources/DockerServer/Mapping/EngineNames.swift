// The engine's types that share their names with wire types. `Engine` is a class of the module `Engine`, so that the
// module's name cannot tell them apart.
import Engine

typealias EngineContainerState = ContainerState
typealias EngineContainerSummary = ContainerSummary
typealias EngineDeviceMapping = DeviceMapping
typealias EngineEvent = Event
typealias EngineImageSummary = ImageSummary
typealias EngineMountPoint = MountPoint
typealias EngineRestartPolicy = RestartPolicy
typealias EngineVolume = Volume
