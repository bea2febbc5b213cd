import DockerAPI
import Linux

extension ContainerRun {
    /// - Returns: `nil` where there are words beyond the flags that most runs have, an image, and its command.
    init?(usual words: ArraySlice<String>, _ environment: Environment) {
        self.init(request: ContainerCreateRequest(config: ContainerConfig()))
        request.hostConfig.networkMode = NetworkOptions.defaultMode
        do {
            guard try take(words) else { return nil }
            request.config.env = try EnvironmentVariables.resolve(
                files: [], flags: request.config.env, environment: environment)
        } catch {
            return nil
        }
    }

    private mutating func take(_ words: ArraySlice<String>) throws -> Bool {
        var words = UsualWords(words)
        while let flag = words.nextFlag() {
            if takeSwitch(flag) { continue }
            guard let value = words.value(), try take(flag, value) else { return false }
        }
        guard let image = words.rest.first, !image.isEmpty else { return false }
        request.setImage(image, command: Array(words.rest.dropFirst()))
        return true
    }

    private mutating func takeSwitch(_ flag: String) -> Bool {
        switch flag {
        case "-d", "--detach": isDetached = true
        case "-i", "--interactive": request.config.openStdin = true
        case "-t", "--tty": request.config.tty = true
        case "--rm": request.hostConfig.autoRemove = true
        case "--init": request.hostConfig.`init` = true
        case "--read-only": request.hostConfig.readonlyRootfs = true
        default: return false
        }
        return true
    }

    private mutating func take(_ flag: String, _ value: String) throws -> Bool {
        switch flag {
        case "--name": settings.name = value
        case "--network", "--net": request.hostConfig.networkMode = value
        case "-h", "--hostname": request.config.hostname = value
        case "-u", "--user": request.config.user = value
        case "-w", "--workdir": request.config.workingDir = value
        case "--entrypoint": request.config.entrypoint = StringList([value])
        case "-e", "--env": request.config.env.append(value)
        case "-v", "--volume": try request.mount(volume: value)
        case "-p", "--publish": try request.publish(value)
        case "-m", "--memory": request.hostConfig.memory = try ByteSize.parse(value, for: "--memory")
        case "--cpus": request.hostConfig.nanoCPUs = try ProcessorCount.parse(value)
        default: return false
        }
        return true
    }
}
