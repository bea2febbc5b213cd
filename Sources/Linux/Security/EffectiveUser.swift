import CLinux

/// The user that the program was executed as, which the kernel is not asked for.
package enum EffectiveUser {
    package static var isRoot: Bool { clinux_executing_user() == 0 }
}
