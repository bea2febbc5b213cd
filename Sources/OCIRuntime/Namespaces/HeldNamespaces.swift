import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A container's namespaces by descriptors of them, that one process opens and another joins.
struct HeldNamespaces: ~Copyable {
    private var kinds: [NamespaceKinds] = []
    private var opened = DescriptorList()

    /// None.
    init() {}

    /// Those that the calling process is in; procfs must be the host's.
    init(ofCaller types: [RuntimeSpec.Namespace.Kind]) throws(SystemCallError) {
        for type in types {
            let name = type == .network ? "net" : type == .mount ? "mnt" : type.rawValue
            opened.append(try .open("/proc/self/ns/\(name)", O_RDONLY))
            kinds.append(type.kinds)
        }
    }

    /// Those that were sent by ``send(to:)``.
    init(from socket: consuming OwnedDescriptor) throws(SystemCallError) {
        var raws: [Int32] = []
        let message = try Channel.receive(from: socket.raw, descriptors: &raws) ?? []
        for raw in raws { opened.append(OwnedDescriptor(owning: raw)) }
        kinds = message.withUnsafeBytes { bytes in
            bytes.bindMemory(to: Int32.self).map { NamespaceKinds(rawValue: $0) }
        }
        guard !kinds.isEmpty, kinds.count == opened.count else {
            throw SystemCallError("recvmsg", "namespaces", errno: .badMessage)
        }
    }

    borrowing func send(to socket: Int32) throws(SystemCallError) {
        let message = kinds.flatMap { kind in withUnsafeBytes(of: kind.rawValue) { Array($0) } }
        try Channel.send(message, descriptors: descriptors, to: socket)
    }

    var descriptors: [Int32] { (0..<opened.count).map { opened[$0] } }

    /// The user namespace first: it gives the right to the others.
    borrowing func join() throws(SystemCallError) {
        for index in kinds.indices.filter({ kinds[$0] == .user }) + kinds.indices.filter({ kinds[$0] != .user }) {
            try kinds[index].join(opened[index])
        }
    }
}
