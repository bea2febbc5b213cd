internal import Linux
internal import Synchronization

extension BridgeNetwork {
    /// What passed through a container's interface, as the container sees it.
    ///
    /// - Returns: `nil` when the interface is gone: the container has ended.
    package func statistics(of endpoint: Endpoint) throws(NetworkError) -> LinkStatistics? {
        let name = endpoint.hostInterface
        let link = try attempt("cannot read the counters of \(name)") { () throws(SystemCallError) in
            try route.withLock { (route) throws(SystemCallError) in try route.link(named: name) }
        }
        return link?.statistics.fromOtherEnd
    }
}
