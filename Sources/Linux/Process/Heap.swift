import CLinux

/// malloc(3)'s memory.
package enum Heap {
    /// Gives the kernel back what is free, for after work that took far more than what comes next.
    package static func trim() { clinux_malloc_trim() }
}
