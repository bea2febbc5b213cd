import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A process between the caller and its child, which enters namespaces that there is no way back from, clones the child
/// inside them as the caller's own, and ends.
///
/// Who has joined a user namespace cannot leave it, and namespaces that belong to it can be joined and made only from
/// there.
enum SteppingStone {
    /// - Parameters:
    ///   - kinds: new namespaces of the child.
    ///   - cgroup: a directory of the v2 hierarchy to start in.
    ///   - enter: runs in the process between.
    /// - Returns: as `cloneProcess` does, in the caller and in the child.
    static func clone(
        _ kinds: NamespaceKinds, cgroup: Int32?, enter: () throws(RuntimeError) -> Void
    ) throws(RuntimeError) -> CloneResult {
        let channel = try doing("channel") { () throws(SystemCallError) in try ChannelPair() }
        let result = try doing("container's first process") { () throws(SystemCallError) in
            try cloneProcess(cgroup: cgroup)
        }
        switch consume result {
        case .child:
            step(kinds, to: channel.takeSecond(), enter)
            return .child
        case .parent(let pid, let pidfd):
            defer { ChildProcess.end(pid, pidfd.raw) }
            return try receive(from: channel.takeFirst())
        }
    }

    /// Returns in the child only.
    private static func step(
        _ kinds: NamespaceKinds, to caller: consuming OwnedDescriptor, _ enter: () throws(RuntimeError) -> Void
    ) {
        do {
            try enter()
            let result = try doing("container's first process") { () throws(SystemCallError) in
                try cloneProcess(kinds, isSibling: true)
            }
            switch consume result {
            case .child: return
            case .parent(let pid, let pidfd):
                let bytes = withUnsafeBytes(of: pid) { Array($0) }
                try? Channel.send([0] + bytes, descriptors: [pidfd.raw], to: caller.raw)
            }
        } catch {
            try? Channel.send([error.code.rawValue] + Array(error.message.utf8), to: caller.raw)
        }
        // The caller ends it: what it has sent is read by then.
        while true { pause() }
    }

    private static func receive(from channel: consuming OwnedDescriptor) throws(RuntimeError) -> CloneResult {
        var pidfd: OwnedDescriptor?
        let message = try doing("container's first process") { () throws(SystemCallError) in
            try Channel.receive(from: channel.raw, descriptor: &pidfd)
        }
        guard let message, let first = message.first else {
            throw RuntimeError(.system, "the process that enters the container's namespaces ended")
        }
        if first == 0, message.count == 5, let pidfd = pidfd.take() {
            let pid = message.dropFirst().withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
            return .parent(pid: pid, pidfd: pidfd)
        }
        let text = String(decoding: message.dropFirst(), as: UTF8.self)
        throw RuntimeError(RuntimeError.Code(rawValue: first) ?? .system, text)
    }
}
