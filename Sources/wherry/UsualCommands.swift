import Linux

/// The commands that are typed most, with the flags that they mostly have: their words need no parser.
enum UsualCommands {
    /// - Returns: `nil` where there is any word more: then ``Dispatch`` reads them.
    static func action(_ words: ArraySlice<String>, _ environment: Environment) -> (any Action)? {
        let rest = words.dropFirst()
        return switch words.first {
        case "run": ContainerRun(usual: rest, environment)
        case "exec": ContainerExecution(usual: rest, environment)
        case "ps": ContainerListing(usual: rest)
        default: nil
        }
    }
}
