import CLinux

/// PR_SET_NAME of prctl(2): what `ps` and `top` show of the calling thread.
package enum ProcessName {
    private static let setName: Int32 = 15

    /// - Parameter name: at most 15 bytes; the rest is cut off.
    package static func set(_ name: String) {
        _ = name.withCString { clinux_prctl(setName, UInt(bitPattern: $0), 0, 0, 0) }
    }
}
