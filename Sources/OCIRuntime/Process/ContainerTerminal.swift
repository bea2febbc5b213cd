import Linux
import SystemPackage

/// A terminal in the container's own `devpts`.
enum ContainerTerminal {
    /// Allocates it, and gives the master to the parent.
    ///
    /// - Parameter devpts: the root of the filesystem; what only looks like one is refused.
    static func open(
        _ devpts: Int32, columns: UInt16, rows: UInt16, _ channel: ChildChannel
    ) throws(RuntimeError) -> OwnedDescriptor {
        let terminal = try doing("terminal") { () throws(SystemCallError) in
            guard try FilesystemType(of: devpts) == .devpts else {
                throw SystemCallError("fstatfs", "/dev/pts is no devpts", errno: .invalidArgument)
            }
            let terminal = try PseudoTerminal(devpts: devpts)
            try PseudoTerminal.resize(terminal.master.raw, columns: columns, rows: rows)
            return terminal
        }
        try channel.send(terminal: terminal.master.raw)
        return terminal.takeSlave()
    }
}

extension ProcessStreams {
    /// Puts descriptors 0 to 2 in place, of the leader of a new session.
    func set(terminal: Int32?) throws(RuntimeError) {
        try doing("standard streams") { () throws(SystemCallError) in
            switch self {
            case .descriptors(let input, let output, let error):
                try StandardStreams.set(input: input, output: output, error: error)
            case .terminal:
                guard let terminal else { return }
                try StandardStreams.set(terminal: terminal)
                try PseudoTerminal.control(terminal)
            case .inherited: break
            }
        }
    }
}
