import DockerAPI
import NIOHTTP1

/// Calls of the Docker API that are refused by name; what Docker does not have either is "page not found".
struct UnservedRoutes {
    func add(to router: inout Router) {
        for root in ["swarm", "nodes", "services", "tasks", "secrets", "configs"] { refuseSwarm(root, &router) }
        refuse("build images: build with another tool and load the image", &router) {
            $0.on(.POST, "/build", query: nil, $1)
            $0.on(.POST, "/build/cancel", query: nil, $1)
            $0.on(.POST, "/session", query: nil, $1)
            $0.on(.POST, "/grpc", query: nil, $1)
            $0.on(.POST, "/commit", query: nil, $1)
        }
        // `docker system prune` asks for it too; where nothing is built, nothing is kept for it.
        router.on(.POST, "/build/prune", query: nil) { _ in .json(BuildCachePruneReport()) }
        refuse("search registries", &router) { $0.on(.GET, "/images/search", query: nil, $1) }
        refuse("show a registry's manifests", &router) { $0.on(.GET, "/distribution/{name:*}/json", query: nil, $1) }
        refuse("pause containers", &router) {
            $0.on(.POST, "/containers/{id}/pause", query: nil, $1)
            $0.on(.POST, "/containers/{id}/unpause", query: nil, $1)
        }
        refuse("change a container's limits", &router) { $0.on(.POST, "/containers/{id}/update", query: nil, $1) }
        refuse("copy files from and to containers", &router) {
            $0.on(.HEAD, "/containers/{id}/archive", query: nil, $1)
            $0.on(.GET, "/containers/{id}/archive", query: nil, $1)
            $0.on(.PUT, "/containers/{id}/archive", query: nil, $1)
            $0.on(.GET, "/containers/{id}/export", query: nil, $1)
        }
        refuse("attach over a web socket: attach with an upgrade", &router) {
            $0.on(.GET, "/containers/{id}/attach/ws", query: nil, $1)
        }
        refuse("make networks: containers use bridge, host or none", &router) {
            $0.on(.POST, "/networks/create", query: nil, $1)
            $0.on(.POST, "/networks/{id}/connect", query: nil, $1)
            $0.on(.POST, "/networks/{id}/disconnect", query: nil, $1)
        }
    }

    private func refuse(_ what: String, _ router: inout Router, _ add: (inout Router, @escaping Router.Handler) -> Void)
    {
        add(&router) { request in
            throw ServerError(.notImplemented, "\(request.method) \(request.path): this engine does not \(what)")
        }
    }

    /// Clients probe for a swarm and read this answer.
    private func refuseSwarm(_ root: String, _ router: inout Router) {
        let answer: Router.Handler = { _ in
            throw ServerError(
                .unavailable,
                "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this "
                    + "node to swarm and try again.")
        }
        for method in [HTTPMethod.GET, .POST, .DELETE, .PUT] {
            router.on(method, "/\(root)", query: nil, answer)
            router.on(method, "/\(root)/{rest:*}", query: nil, answer)
        }
    }
}
