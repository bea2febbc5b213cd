/// The answer to `GET /exec/{id}/json`.
package struct ExecInspect: WireObject {
    @Field package var id: String
    @Field package var running: Bool
    /// Null until it has ended.
    @Nullable package var exitCode: Int?
    @Field package var processConfig: ExecProcessConfig
    @Field package var openStdin: Bool
    @Field package var openStderr: Bool
    @Field package var openStdout: Bool
    @Field package var canRemove: Bool
    @Field package var containerID: String
    @Field package var detachKeys: String
    @Field package var pid: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "ID", running = "Running", exitCode = "ExitCode", processConfig = "ProcessConfig"
        case openStdin = "OpenStdin", openStderr = "OpenStderr", openStdout = "OpenStdout", canRemove = "CanRemove"
        case containerID = "ContainerID", detachKeys = "DetachKeys", pid = "Pid"
    }
}

package struct ExecProcessConfig: WireObject {
    @Field package var tty: Bool
    @Field package var entrypoint: String
    @Field package var arguments: [String]
    @Field package var privileged: Bool
    @OmitEmpty package var user: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case tty, entrypoint, arguments, privileged, user
    }
}
