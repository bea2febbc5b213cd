extension Resources {
    /// Whether memory is limited and swap with it, as it is unless said otherwise.
    var asksForSwapLimit: Bool { memory > 0 && memorySwap != -1 }

    /// Limits memory alone, on a machine that cannot limit swap.
    ///
    /// - Returns: Docker's words for it.
    mutating func dropSwapLimit() -> String {
        memorySwap = -1
        return """
            Your kernel does not support swap limit capabilities or the cgroup is not mounted. \
            Memory limited without swap.
            """
    }
}
