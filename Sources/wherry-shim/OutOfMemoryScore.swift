import Linux

/// proc_pid_oom_score_adj(5): whom the kernel ends first when memory runs out.
enum OutOfMemoryScore {
    private static let file = "/proc/self/oom_score_adj"
    /// The least that does not make a process immune.
    private static let protected = "-998"

    /// Protects the shim, where it is permitted to: without CAP_SYS_RESOURCE it keeps what it has.
    ///
    /// - Returns: the score before; `nil` when it cannot be read.
    static func protectSelf() -> Int? {
        guard let text = try? SmallFile.read(file) else { return nil }
        try? SmallFile.write(protected, to: file)
        return Int(text.filter { !$0.isWhitespace })
    }
}
