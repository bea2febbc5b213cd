import JSON
import OCI

extension RuntimeSpec.Resources {
    /// As a configuration has them.
    init(text json: String) throws {
        self = try Self(json: Array(json.utf8))
    }
}
