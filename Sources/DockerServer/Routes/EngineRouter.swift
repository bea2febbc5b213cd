import DockerAPI
package import Engine
import NIOHTTP1

extension Router {
    /// The Docker Engine API over `engine`.
    ///
    /// - Parameter work: for calls that block.
    package init(engine: Engine, work: BlockingWork) {
        self.init(headers: [
            "Server": "Docker/\(ProductVersion.current) (linux)", "Api-Version": "\(APIVersion.newest)",
            "Ostype": "linux", "Docker-Experimental": "false",
        ])
        SystemRoutes(engine: engine, work: work).add(to: &self)
        EventRoutes(events: engine.events).add(to: &self)
        ContainerRoutes(engine: engine).add(to: &self)
        ContainerStreamRoutes(containers: engine.containers).add(to: &self)
        ExecRoutes(containers: engine.containers).add(to: &self)
        ImageRoutes(images: engine.images).add(to: &self)
        NetworkRoutes(engine: engine).add(to: &self)
        VolumeRoutes(engine: engine, work: work).add(to: &self)
        UnservedRoutes().add(to: &self)
    }
}
