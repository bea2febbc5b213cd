import Glibc
import Linux
import OCI
import ShimProtocol

/// Supervises the container of the run directory that it is started in, or that it was asked for when it was forked
/// from a template; only the engine starts it.
do {
    if ShimTemplate.isAsked { try ShimTemplate().becomeShim() }
    let configuration = try RunDirectory.read(ShimConfiguration.self, from: "shim.json")
    try ShimProcess.detach(keeping: configuration.inherited())
    let score = OutOfMemoryScore.protectSelf()
    let specification = Result { () throws(ShimFailure) in
        try RunDirectory.read(RuntimeSpec.self, from: "config.json")
    }
    let container = Container(specification) { specification throws(ShimFailure) in
        try configuration.processes(specification, outOfMemoryScore: score)
    }
    try Shim(configuration, container: container, loop: EventLoop()).run()
} catch {
    Diagnostics.report("\(error)")
    exit(1)
}
