import OCI

extension RuntimeSpec.Hooks {
    /// Whether the parent runs hooks while the child waits with its mounts made.
    var runsInParentBeforeRoot: Bool {
        prestart?.isEmpty == false || createRuntime?.isEmpty == false
    }
}
