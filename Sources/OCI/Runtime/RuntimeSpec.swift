/// An OCI runtime configuration (`config.json`): runtime-spec, `config.md` and `config-linux.md`.
package struct RuntimeSpec: Codable, Equatable, Sendable {
    package var ociVersion: String
}
