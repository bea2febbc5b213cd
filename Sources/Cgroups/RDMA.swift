import OCI

/// rdma.rst. The files are the same in both versions.
enum RDMA: CgroupController {
    static let name = "rdma"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        (resources.rdma ?? [:]).sorted { $0.key < $1.key }.map { device, limit in
            let handles = limit.hcaHandles.map { " hca_handle=\($0)" } ?? ""
            let objects = limit.hcaObjects.map { " hca_object=\($0)" } ?? ""
            return CgroupSetting("rdma.max", device + handles + objects, "linux.resources.rdma")
        }
    }
}
