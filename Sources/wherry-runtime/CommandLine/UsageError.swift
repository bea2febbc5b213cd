/// A command line that cannot be understood, in the words of runc's, which are those of Go's `flag` package.
enum UsageError: Error, Equatable {
    /// There is no command of that name.
    case command(String)
    /// What is wrong with an option.
    case option(String)
    /// How many operands there must be.
    case operands(String)
}
