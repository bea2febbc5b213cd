/// How a program ended, and what it wrote.
struct Outcome {
    /// The exit code, or 128 and the number of the signal that ended it.
    let status: Int32
    let output: String
    let errors: String
    /// Processor time of the program and of those that it waited for, in seconds.
    let processorTime: Double

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Whether a runtime says why it failed, in words that clients read.
    func tells(_ words: String) -> Bool { RuntimeUnderTest.tells(words, in: errors) }
}
