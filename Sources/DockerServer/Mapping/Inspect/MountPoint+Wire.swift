import DockerAPI
import Engine

extension EngineMountPoint {
    var wire: DockerAPI.MountPoint {
        var point = DockerAPI.MountPoint()
        point.type = kind.rawValue
        point.name = name
        point.source = source
        point.destination = target
        point.driver = kind == .volume ? "local" : ""
        point.readWrite = !readOnly
        point.propagation = kind == .bind ? propagation : ""
        return point
    }
}
