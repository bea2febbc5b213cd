import CLinux

/// malloc(3)'s memory.
package enum Heap {
    /// Makes what was freed go back to the kernel, for a program that works hard at times and rests in between.
    ///
    /// By itself glibc raises the size from which memory is mapped to that of the largest buffer it has seen, and keeps
    /// what is smaller in up to eight arenas a processor, each of which holds on to its own. Limits that are not taken
    /// cost memory, and nothing else.
    ///
    /// - Parameter buffers: in bytes; what is as large is mapped, and unmapped when it is freed.
    package static func giveBack(buffers: Int32, arenas: Int32) {
        _ = clinux_mallopt(CLINUX_M_MMAP_THRESHOLD, buffers)
        _ = clinux_mallopt(CLINUX_M_ARENA_MAX, arenas)
    }
}
