/// Flags of open(2) that the C library shows to GNU sources only.
package enum OpenFlags {
    /// `O_PATH`: refers to a file without opening it.
    package static let path: Int32 = 0x20_0000
}
