/// A command of the program, with its own options and operands.
protocol Command: CommandArguments {
    static var name: String { get }
    /// A line that says what it does.
    static var summary: String { get }
    /// Of the program when the command fails; one that is not used rightly ends with 1.
    static var failureCode: Int32 { get }
    /// In front of why it failed, as runc has it.
    static var failurePrefix: String { get }
    /// Besides, where its process failed inside of the container.
    static var processFailurePrefix: String { get }
    /// Whether its processes run the program's own code inside of a container.
    static var entersContainer: Bool { get }

    /// - Throws: ``ExitCode`` to end with another one than 0.
    func run(_ global: GlobalOptions) throws
}

extension Command {
    static var failureCode: Int32 { 1 }
    static var failurePrefix: String { "" }
    static var processFailurePrefix: String { "" }
    static var entersContainer: Bool { false }
}

/// The program's end after a command that did what it was asked to: the exit code of a container's process.
struct ExitCode: Error {
    let value: Int32

    init(_ value: Int32) { self.value = value }
}
