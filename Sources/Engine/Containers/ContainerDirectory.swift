/// Where a container's files are: `<data root>/containers/<id>/`.
package struct ContainerDirectory: Sendable {
    package let path: String
    package let id: String

    package init(dataRoot: String, id: String) {
        path = "\(dataRoot)/containers/\(id)"
        self.id = id
    }

    package var record: String { path + "/container.json" }
    /// Written by the shim.
    package var exit: String { path + "/exit.json" }
    package var log: String { "\(path)/\(id)-json.log" }
    package var hostname: String { path + "/hostname" }
    package var hosts: String { path + "/hosts" }
    package var resolvConf: String { path + "/resolv.conf" }
}
