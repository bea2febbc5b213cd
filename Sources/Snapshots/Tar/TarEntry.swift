/// A file as an archive describes it. Names are bytes: archives promise no encoding.
package struct TarEntry: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case file
        case hardLink
        case symbolicLink
        case directory
        case characterDevice
        case blockDevice
        case fifo
    }

    package var kind: Kind = .file
    /// As it stands in the archive: not cleaned, not checked.
    package var path: [UInt8] = []
    /// Of hard links (a path in the archive) and of symbolic links (any text).
    package var linkTarget: [UInt8] = []
    /// Permissions with the set-id and sticky bits: the low twelve bits of `st_mode`.
    package var mode: UInt32 = 0
    package var user: UInt32 = 0
    package var group: UInt32 = 0
    /// Bytes of a file as it is read, holes included; 0 for everything that is no file.
    package var size: Int64 = 0
    package var modified = FileTime()
    package var deviceMajor: UInt32 = 0
    package var deviceMinor: UInt32 = 0
    package var attributes: [ExtendedAttribute] = []
    /// Where a sparse file has data: ascending, apart; `nil` for a file without holes.
    package var regions: [FileRegion]?

    package init() {}
}

/// Nanoseconds since 1970, in two parts as `timespec`: the fraction counts upwards, before 1970 too.
package struct FileTime: Equatable, Sendable {
    package var seconds: Int64 = 0
    /// 0 …< 1,000,000,000
    package var nanoseconds: Int64 = 0

    package init(seconds: Int64 = 0, nanoseconds: Int64 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}

/// xattr(7)
package struct ExtendedAttribute: Equatable, Sendable {
    package var name: [UInt8]
    package var value: [UInt8]

    package init(name: [UInt8], value: [UInt8]) {
        self.name = name
        self.value = value
    }
}

package struct FileRegion: Equatable, Sendable {
    package var offset: Int64
    package var length: Int64

    package init(offset: Int64, length: Int64) {
        self.offset = offset
        self.length = length
    }
}
