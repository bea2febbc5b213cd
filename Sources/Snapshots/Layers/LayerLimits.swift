/// How much one layer may hold. Beyond any of these the layer is refused with `limitExceeded`.
package struct LayerLimits: Equatable, Sendable {
    /// Bytes of the uncompressed archive.
    package var archiveSize: Int64 = 64 << 30
    /// Files, directories, links and the like.
    package var entries = 5_000_000
    /// Bytes of one path; Linux's own limit is 4,096 with the terminating zero.
    package var pathLength = 4_095
    /// Bytes of one extended attribute's value: Linux's own limit.
    package var attributeSize = 65_536
    /// Bytes of the extended headers (PAX records, GNU long names) in front of one entry.
    package var extendedHeaderSize = 1 << 20
    /// Data regions of one sparse file.
    package var sparseRegions = 1 << 20

    package init() {}
}
