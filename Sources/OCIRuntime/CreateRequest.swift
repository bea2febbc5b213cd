package import Linux
package import OCI

/// What a container is created from.
package struct CreateRequest: Sendable {
    /// 1 to 1024 of letters, digits, `_`, `+`, `-` and `.`; unique below the runtime's state root.
    package var id: String
    /// Absolute; relative paths of the configuration start there.
    package var bundle: String
    package var spec: RuntimeSpec
    /// `nil` takes the directory that `spec.root` names.
    package var root: RootMount?
    package var streams: ProcessStreams
    /// Whether the program is run at once; otherwise it waits for ``ContainerRuntime/start(id:)``.
    package var start: Bool
    /// Whether the first process is one that passes signals on to the program and reaps orphans, in place of it.
    package var hasInit: Bool
    /// How many of the caller's descriptors the program gets, from 3 on; all must be open.
    package var preservedDescriptors = 0
    /// Whether the root is changed by pivot_root(2), which a root on an initial ramdisk does not allow; without, what
    /// was mounted before stays beneath the container's root, out of its reach.
    package var usesPivot = true
    /// Whether the container has a session keyring of its own, keyrings(7), in place of the caller's.
    package var hasKeyring = true
    /// Whether the container gets a socket to tell by that it is ready, sd_notify(3), whose other end is the caller's:
    /// ``CreatedProcess/notifications``, or ``ContainerRuntime/notifications(id:)``.
    package var hasNotifySocket = false

    package init(
        id: String, bundle: String, spec: RuntimeSpec, root: RootMount? = nil, streams: ProcessStreams, start: Bool,
        hasInit: Bool = false
    ) {
        self.id = id
        self.bundle = bundle
        self.spec = spec
        self.root = root
        self.streams = streams
        self.start = start
        self.hasInit = hasInit
    }
}

/// Another process in a container that runs.
package struct ExecProcessRequest: Sendable {
    package var id: String
    package var process: RuntimeSpec.Process
    package var streams: ProcessStreams
    /// How many of the caller's descriptors the program gets, from 3 on; all must be open.
    package var preservedDescriptors = 0
    /// Where below the container's cgroup the process is placed, by controller; `""` is every hierarchy. Absent is the
    /// container's own.
    package var cgroups: [String: String] = [:]
    /// Whether it may be placed in a paused container, where it waits until that is resumed.
    package var ignoresPause = false

    package init(id: String, process: RuntimeSpec.Process, streams: ProcessStreams) {
        self.id = id
        self.process = process
        self.streams = streams
    }
}

/// What a process gets as descriptors 0, 1 and 2.
package enum ProcessStreams: Equatable, Sendable {
    /// Descriptors of the caller's, which keeps its own.
    case descriptors(input: Int32, output: Int32, error: Int32)
    /// A terminal of the container's own `devpts`, of this size in characters.
    case terminal(columns: UInt16, rows: UInt16)
    /// The caller's own.
    case inherited
}

/// A process that was created: a child of the caller's, which waits for it.
package struct CreatedProcess: ~Copyable, Sendable {
    /// In the caller's pid namespace.
    package let pid: Int32
    package let pidfd: OwnedDescriptor
    /// The terminal's master, for ``ProcessStreams/terminal(columns:rows:)`` only.
    package var terminal: OwnedDescriptor?
    /// A datagram socket, for ``CreateRequest/hasNotifySocket`` of a container that was started.
    package var notifications: OwnedDescriptor?

    package init(pid: Int32, pidfd: consuming OwnedDescriptor, terminal: consuming OwnedDescriptor?) {
        self.pid = pid
        self.pidfd = pidfd
        self.terminal = terminal
    }
}
