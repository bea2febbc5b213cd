package import JSON

extension SecurityOptions: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("privileged", &privileged)
        try members.required("addedCapabilities", &addedCapabilities)
        try members.required("droppedCapabilities", &droppedCapabilities)
        try members.required("noNewPrivileges", &noNewPrivileges)
        try members.required("seccomp", &seccomp)
        try members.required("additionalGroups", &additionalGroups)
        try members.required("hostPIDNamespace", &hostPIDNamespace)
        try members.required("hostIPCNamespace", &hostIPCNamespace)
        try members.required("hostUTSNamespace", &hostUTSNamespace)
        try members.optional("maskedPaths", &maskedPaths)
        try members.optional("readOnlyPaths", &readOnlyPaths)
    }
}
