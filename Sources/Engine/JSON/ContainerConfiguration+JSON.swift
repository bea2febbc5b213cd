package import JSON
import Networking

extension ContainerConfiguration: JSONMapped {
    package init() { self.init(image: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try mapProgram(&members)
        try mapNetwork(&members)
        try members.required("mounts", &mounts)
        try members.required("resources", &resources)
        try members.required("security", &security)
        try members.required("readOnlyRoot", &readOnlyRoot)
        try members.required("restart", &restart)
        try members.required("autoRemove", &autoRemove)
        try members.required("log", &log)
        try members.required("shmSize", &shmSize)
        try members.required("sysctls", &sysctls)
        try members.required("devices", &devices)
        try members.optional("platform", &platform)
        try members.optional("idFile", &idFile)
    }

    private mutating func mapProgram<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("image", &image)
        try members.optional("command", &command)
        try members.optional("entrypoint", &entrypoint)
        try members.required("environment", &environment)
        try members.optional("workingDirectory", &workingDirectory)
        try members.optional("user", &user)
        try members.required("labels", &labels)
        try members.required("terminal", &terminal)
        try members.required("openStdin", &openStdin)
        try members.required("stdinOnce", &stdinOnce)
        try members.required("attach", &attach)
        try members.optional("stopSignal", &stopSignal)
        try members.optional("stopTimeout", &stopTimeout)
        try members.defaulted("disablesHealthcheck", &disablesHealthcheck, as: .value)
        try members.required("initProcess", &initProcess)
    }

    private mutating func mapNetwork<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("hostname", &hostname)
        try members.optional("domainname", &domainname)
        try members.required("exposedPorts", &exposedPorts)
        try members.required("publications", &publications)
        try members.required("publishAllPorts", &publishAllPorts)
        try members.required("network", &network)
        try members.required("dns", &dns)
        try members.required("dnsSearch", &dnsSearch)
        try members.required("dnsOptions", &dnsOptions)
        try members.required("extraHosts", &extraHosts)
    }
}

extension AttachedStreams: JSONMapped {
    package init() { self.init(input: false) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("input", &input)
        try members.required("output", &output)
        try members.required("error", &error)
    }
}

extension DeviceMapping: JSONMapped {
    package init() { self.init(hostPath: "", containerPath: "", access: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("hostPath", &hostPath)
        try members.required("containerPath", &containerPath)
        try members.required("access", &access)
    }
}

extension RestartPolicy: JSONMapped {
    package init() { self.init(kind: .no) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("kind", &kind)
        try members.required("maximumRetries", &maximumRetries)
    }
}

extension RestartPolicy.Kind: JSONRepresentable {}

extension LogConfiguration: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("driver", &driver)
        try members.optional("maximumSize", &maximumSize)
        try members.optional("maximumFiles", &maximumFiles)
    }
}

extension LogConfiguration.Driver: JSONRepresentable {}

extension MountRequest: JSONMapped {
    package init() { self.init(kind: .bind, target: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("kind", &kind)
        try members.required("source", &source)
        try members.required("target", &target)
        try members.required("readOnly", &readOnly)
        try members.required("createSource", &createSource)
        try members.optional("propagation", &propagation)
        try members.required("recursive", &recursive)
        try members.required("copyUp", &copyUp)
        try members.required("tmpfsSize", &tmpfsSize)
        try members.optional("tmpfsMode", &tmpfsMode)
        try members.required("options", &options)
    }
}

extension MountRequest.Kind: JSONRepresentable {}
