/// The `MOUNT_ATTR_` flags of mount_setattr(2) and fsmount(2).
package struct MountAttributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package static let readOnly = MountAttributes(rawValue: 0x01)
    package static let noSetUserID = MountAttributes(rawValue: 0x02)
    package static let noDevices = MountAttributes(rawValue: 0x04)
    package static let noExecution = MountAttributes(rawValue: 0x08)
    /// The field of three ways to keep access times; it is cleared before one is set. Relative times are 0.
    package static let accessTimeField = MountAttributes(rawValue: 0x70)
    package static let noAccessTime = MountAttributes(rawValue: 0x10)
    package static let strictAccessTime = MountAttributes(rawValue: 0x20)
    package static let noDirectoryAccessTime = MountAttributes(rawValue: 0x80)
    package static let idMapped = MountAttributes(rawValue: 0x10_0000)
    package static let noSymbolicLinks = MountAttributes(rawValue: 0x20_0000)
}

/// mount_namespaces(7): whether mounts made beneath one appear elsewhere. The values are those of `MS_SHARED` and so
/// on.
package enum MountPropagation: UInt64, Sendable {
    case unbindable = 0x2_0000
    case `private` = 0x4_0000
    case slave = 0x8_0000
    case shared = 0x10_0000
}
