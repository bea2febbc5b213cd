import FoundationEssentials
import OCI

extension RuntimeSpec.Resources {
    /// As a configuration has them.
    init(json: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    }
}
