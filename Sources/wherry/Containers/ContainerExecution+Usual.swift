import Linux

extension ContainerExecution {
    /// - Returns: `nil` where there are words beyond the flags that it mostly has, a container, and a command.
    init?(usual words: ArraySlice<String>, _ environment: Environment) {
        var words = UsualWords(words)
        var flags = ContainerExecution(container: "", command: [])
        while let flag = words.nextFlag() {
            if flags.takeSwitch(flag) { continue }
            guard let value = words.value(), flags.take(flag, value) else { return nil }
        }
        guard words.rest.count > 1, let container = words.rest.first, !container.isEmpty,
            let variables = try? EnvironmentVariables.resolve(
                files: [], flags: flags.variables, environment: environment)
        else { return nil }
        self = flags
        self.container = container
        command = Array(words.rest.dropFirst())
        self.variables = variables
    }

    private mutating func takeSwitch(_ flag: String) -> Bool {
        switch flag {
        case "-d", "--detach": isDetached = true
        case "-i", "--interactive": isInteractive = true
        case "-t", "--tty": hasTerminal = true
        default: return false
        }
        return true
    }

    private mutating func take(_ flag: String, _ value: String) -> Bool {
        switch flag {
        case "-e", "--env": variables.append(value)
        case "-u", "--user": user = value
        case "-w", "--workdir": workingDirectory = value
        default: return false
        }
        return true
    }
}
