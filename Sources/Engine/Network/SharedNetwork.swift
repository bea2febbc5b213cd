/// The network of a container that runs, as another one shares it: the namespace, and what programs know it by.
struct SharedNetwork: Sendable {
    let namespacePath: String
    let hostname: String
    /// Where the container's `/etc/hosts`, `/etc/hostname` and `/etc/resolv.conf` are.
    let directory: ContainerDirectory
}
