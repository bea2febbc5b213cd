import DockerAPI
import Engine
import JSON
import Linux
import NIOCore
import NIOHTTP1
import Registry
import Snapshots

/// `/_ping`, `/version`, `/info`, `/system/df`, `/auth`, `/plugins`.
struct SystemRoutes: Sendable {
    let engine: Engine
    let work: BlockingWork

    func add(to router: inout Router) {
        router.on(.GET, "/_ping") { _ in ping(body: "OK") }
        router.on(.HEAD, "/_ping") { _ in ping(body: "") }
        router.on(.GET, "/version") { _ in .json(try await version()) }
        router.on(.GET, "/info") { _ in .json(try await info()) }
        router.on(.GET, "/system/df", query: ["type", "verbose"]) { .json(try await diskUsage($0)) }
        router.on(.POST, "/auth", authenticate)
        router.on(.GET, "/plugins", query: ["filters"]) { _ in .json([JSONValue]()) }
    }

    private func ping(body: String) -> HTTPResponse {
        HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache, no-store, must-revalidate",
                "Pragma": "no-cache", "Swarm": "inactive",
            ], body: .bytes(ByteBuffer(string: body)))
    }

    private func version() async throws -> SystemVersion {
        let host = try await engine.information().host
        var version = SystemVersion()
        version.platform.name = "Wherry"
        version.version = ProductVersion.current
        version.apiVersion = "\(APIVersion.newest)"
        version.minAPIVersion = "\(APIVersion.oldest)"
        version.os = "linux"
        version.arch = host.goArchitecture
        version.kernelVersion = host.kernel
        var component = ComponentVersion()
        component.name = "Engine"
        component.version = ProductVersion.current
        component.details = [
            "ApiVersion": version.apiVersion, "MinAPIVersion": version.minAPIVersion, "Os": version.os,
            "Arch": version.arch, "KernelVersion": version.kernelVersion, "Experimental": "false",
        ]
        version.components = [component]
        return version
    }

    private func info() async throws -> SystemInfo {
        var info = SystemInfo(try await engine.information())
        let configuration = engine.configuration
        info.registryConfig.mirrors = configuration.registryMirrors
        info.registryConfig.insecureRegistryCIDRs = configuration.insecureRegistries.filter { $0.contains("/") }
        for name in ["docker.io"] + configuration.insecureRegistries.filter({ !$0.contains("/") }) {
            var index = IndexInfo()
            index.name = name
            index.official = name == "docker.io"
            index.secure = index.official
            index.mirrors = index.official ? configuration.registryMirrors : []
            info.registryConfig.indexConfigs[name] = index
        }
        return info
    }

    private func diskUsage(_ request: HTTPRequest) async throws -> DiskUsage {
        let types = Set(request.query.all("type"))
        for type in types.sorted() where !["container", "image", "volume", "build-cache"].contains(type) {
            throw ServerError(.badRequest, "unknown object type: \(type)")
        }
        var usage = DiskUsage()
        if types.isEmpty || types.contains("image") {
            let images = try await engine.images.diskUsage()
            usage.layersSize = Int(images.layersSize)
            usage.images = images.images.map(\.wire)
        }
        if types.isEmpty || types.contains("container") {
            var filter = ContainerFilter()
            filter.all = true
            filter.size = true
            let now = Timestamp.now()
            usage.containers = try await engine.containers.list(filter).map { $0.wire(now: now) }
        }
        if types.isEmpty || types.contains("volume") {
            usage.volumes = try await VolumeRoutes(engine: engine, work: work).usage()
        }
        return usage
    }

    private func authenticate(_ request: HTTPRequest) async throws -> HTTPResponse {
        let account: AuthConfig = try await request.document()
        let token = try await engine.images.logIn(to: account.serverAddress, Credentials(account))
        var response = AuthResponse()
        response.status = "Login Succeeded"
        response.identityToken = token ?? ""
        return .json(response)
    }
}
