/// The body of `POST /containers/{id}/exec`.
package struct ExecCreateRequest: WireObject {
    @Field package var user: String
    @Field package var privileged: Bool
    @Field package var tty: Bool
    /// Rows, then columns.
    package var consoleSize: [Int]?
    @Field package var attachStdin: Bool
    @Field package var attachStderr: Bool
    @Field package var attachStdout: Bool
    @OmitEmpty package var detachKeys: String
    @NullIfEmpty package var env: [String]
    @Field package var workingDir: String
    @NullIfEmpty package var cmd: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case user = "User", privileged = "Privileged", tty = "Tty", consoleSize = "ConsoleSize"
        case attachStdin = "AttachStdin", attachStderr = "AttachStderr", attachStdout = "AttachStdout"
        case detachKeys = "DetachKeys", env = "Env", workingDir = "WorkingDir", cmd = "Cmd"
    }
}

package struct ExecCreateResponse: WireObject {
    @Field package var id: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}

/// The body of `POST /exec/{id}/start`.
package struct ExecStartRequest: WireObject {
    @Field package var detach: Bool
    @Field package var tty: Bool
    /// Rows, then columns.
    package var consoleSize: [Int]?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case detach = "Detach", tty = "Tty", consoleSize = "ConsoleSize"
    }
}
