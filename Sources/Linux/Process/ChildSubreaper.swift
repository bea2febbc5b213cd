import CLinux

/// PR_SET_CHILD_SUBREAPER of prctl(2).
package enum ChildSubreaper {
    private static let setChildSubreaper: Int32 = 36

    /// Makes orphaned descendants the caller's children, which it has to wait for.
    package static func become() throws(SystemCallError) {
        try systemCall("prctl", "PR_SET_CHILD_SUBREAPER") { clinux_prctl(setChildSubreaper, 1, 0, 0, 0) }
    }
}
