extension RuntimeSpec {
    /// `config.md`, section "Mounts". Mounts are made in the order of the list.
    package struct Mount: Equatable, Sendable {
        /// Where, inside the container.
        package var destination: String
        /// A filesystem such as `tmpfs`; absent or `none` or `bind` for a bind mount.
        package var type: String?
        /// A device or name; for a bind mount a path of the host's, absolute or relative to the bundle.
        package var source: String?
        /// As mount(8)'s `-o`, plus `rbind`, propagation, recursive attributes (`rro`) and `tmpcopyup`.
        package var options: [String]?
        package var uidMappings: [IDMapping]?
        package var gidMappings: [IDMapping]?

        package init(destination: String, type: String? = nil, source: String? = nil, options: [String]? = nil) {
            self.destination = destination
            self.type = type
            self.source = source
            self.options = options
        }
    }

    /// A range of user_namespaces(7).
    package struct IDMapping: Equatable, Sendable {
        package var containerID: UInt32
        package var hostID: UInt32
        /// How many, at least 1.
        package var size: UInt32

        package init(containerID: UInt32, hostID: UInt32, size: UInt32) {
            self.containerID = containerID
            self.hostID = hostID
            self.size = size
        }
    }
}
