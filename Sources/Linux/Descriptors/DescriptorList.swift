#if canImport(Glibc)
import Glibc
#endif

/// Descriptors that are closed together: the language's arrays hold no noncopyable values yet.
package struct DescriptorList: ~Copyable {
    private var raws: [Int32] = []

    package init() {}

    package var count: Int { raws.count }

    package subscript(index: Int) -> Int32 { raws[index] }

    package mutating func append(_ descriptor: consuming OwnedDescriptor) {
        raws.append(descriptor.release())
    }

    /// A path that fits where the kernel takes 255 bytes: `path` itself, or one through an open descriptor.
    package mutating func shortened(_ path: String) throws(SystemCallError) -> String {
        guard path.utf8.count > 255 else { return path }
        append(try OwnedDescriptor.open(path, OpenFlags.path | O_DIRECTORY))
        return "/proc/self/fd/\(raws[raws.count - 1])"
    }

    deinit {
        for raw in raws { close(raw) }
    }
}
