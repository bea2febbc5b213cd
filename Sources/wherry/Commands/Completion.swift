import ArgumentParser

/// Prints the script that completes this program's verbs and flags in a shell.
struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration.verb("completion", "Print the completion script of a shell")

    @Argument(help: "bash, zsh or fish.")
    var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw ValidationError("no completions for '\(shell)': expected bash, zsh or fish")
        }
        print(describing(Wherry.self).completionScript(for: shell))
    }
}
