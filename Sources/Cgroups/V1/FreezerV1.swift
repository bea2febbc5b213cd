import OCI

/// freezer-subsystem.rst.
enum FreezerV1: CgroupController {
    static let name = "freezer"
    static let isAlwaysUsed = true

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] { [] }
}
