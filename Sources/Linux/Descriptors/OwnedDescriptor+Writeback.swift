import CLinux

extension OwnedDescriptor {
    /// Has the kernel begin to bring `length` bytes from `offset` on to the disk, and does not wait for it; 0 bytes are
    /// all up to the file's end (sync_file_range(2)).
    ///
    /// Only a hint, for a synchronization that follows and then has less to wait for: that one reports what fails.
    package borrowing func beginWriteback(from offset: Int64 = 0, length: Int64 = 0) {
        _ = clinux_sync_file_range(raw, offset, length, UInt32(CLINUX_SYNC_FILE_RANGE_WRITE))
    }
}
