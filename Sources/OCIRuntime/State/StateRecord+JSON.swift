import Cgroups
import JSON

extension StateRecord: JSONMapped {
    init() {
        self.init(
            ociVersion: "", id: "", pid: 0, startTime: 0, created: "", bundle: "", rootfs: "",
            cgroup: ContainerCgroup(), namespaces: 0, isFiltered: false, poststart: [], poststop: [])
    }

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("ociVersion", &ociVersion)
        try members.required("id", &id)
        try members.required("pid", &pid)
        try members.required("startTime", &startTime)
        try members.required("created", &created)
        try members.required("bundle", &bundle)
        try members.required("rootfs", &rootfs)
        try members.optional("annotations", &annotations)
        try members.required("cgroup", &cgroup)
        try members.required("namespaces", &namespaces)
        try members.required("isFiltered", &isFiltered)
        try members.optional("shared", &shared)
        try members.optional("sharedRoot", &sharedRoot)
        try members.optional("resourceControl", &resourceControl)
        try members.required("poststart", &poststart)
        try members.required("poststop", &poststop)
    }
}
