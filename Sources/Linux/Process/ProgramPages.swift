import CLinux

/// The pages of the calling program's own file, and of its libraries', that nothing writes to: code and constants.
package enum ProgramPages {
    /// Takes them out of the process's memory, for one that will wait: madvise(2) with MADV_DONTNEED. Those that it
    /// needs again come back from the file by themselves.
    package static func release() { clinux_release_program_pages() }
}
