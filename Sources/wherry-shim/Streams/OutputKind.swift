/// Which of a process's outputs; a terminal's is ``output``.
enum OutputKind: UInt8 {
    /// The values are those of Docker's stream frames.
    case output = 1
    case error = 2

    var logName: StaticString {
        switch self {
        case .output: "stdout"
        case .error: "stderr"
        }
    }
}
