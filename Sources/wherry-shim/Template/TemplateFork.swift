import Glibc
import Linux
import ShimProtocol

/// A fork of the template on its way to be the shim that was asked for.
struct TemplateFork {
    private let request: ShimTemplateRequest
    private let gate: Int32
    private let descriptors: [Int32]

    /// - Parameter descriptors: those that came with the request, the gate first.
    init(_ request: ShimTemplateRequest, _ descriptors: [Int32]) throws(ShimFailure) {
        guard descriptors.count == request.descriptors.count + 1, request.descriptors.allSatisfy({ $0 > 2 }) else {
            throw ShimFailure(code: .invalidConfiguration, message: "the request's descriptors are not those it names")
        }
        self.request = request
        gate = descriptors[0]
        self.descriptors = Array(descriptors.dropFirst())
    }

    /// Is in the run directory afterwards, with the descriptors that the request names under their numbers.
    func become(_ title: ProcessTitle?) throws(SystemCallError) {
        try setStandardStreams()
        title?.set(["wherry-shim", request.id])
        try systemCall("chdir", request.directory) { chdir(request.directory) }
        let gate = try placeDescriptors()
        var go: UInt8 = 0
        // The engine did not learn of this process.
        guard read(gate, &go, 1) == 1 else { exit(0) }
    }

    private func setStandardStreams() throws(SystemCallError) {
        let errors = try OwnedDescriptor.open(request.errors, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        try systemCall("dup2") { dup2(errors.raw, STDERR_FILENO) }
        let null = try OwnedDescriptor.null()
        try systemCall("dup2") { dup2(null.raw, STDIN_FILENO) }
        try systemCall("dup2") { dup2(null.raw, STDOUT_FILENO) }
    }

    /// Out of each other's way first, as a number that is wanted may be in use by another one.
    ///
    /// - Returns: where the gate is now.
    private func placeDescriptors() throws(SystemCallError) -> Int32 {
        let free = (request.descriptors + descriptors).reduce(2, max) + 1
        var lifted: [Int32] = []
        for descriptor in [gate] + descriptors {
            lifted.append(try systemCall("fcntl") { fcntl(descriptor, F_DUPFD_CLOEXEC, free) })
        }
        for (number, descriptor) in zip(request.descriptors, lifted.dropFirst()) {
            try systemCall("dup2") { dup2(descriptor, number) }
        }
        return lifted[0]
    }
}
