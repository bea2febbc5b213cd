import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A filesystem that is being configured: fsopen(2), fsconfig(2), fsmount(2).
///
/// Nothing is attached anywhere: the mount that comes of it is a descriptor, gone when it is closed unless
/// ``MountTree/attach(_:to:)`` gave it a place.
package struct FilesystemContext: ~Copyable {
    private enum Command {
        static let setFlag: UInt32 = 0
        static let setString: UInt32 = 1
        static let create: UInt32 = 6
    }

    private let descriptor: OwnedDescriptor
    private let type: String

    /// - Parameter type: as in `/proc/filesystems`. `ENODEV` is thrown for one that the kernel lacks.
    package init(_ type: String) throws(SystemCallError) {
        self.type = type
        descriptor = OwnedDescriptor(owning: try systemCall("fsopen", type) { clinux_fsopen(type, 1) })
    }

    /// - Parameter value: at most 255 bytes.
    package borrowing func set(_ key: String, _ value: String) throws(SystemCallError) {
        let raw = descriptor.raw
        try explained("\(key)=\(value)") { () throws(SystemCallError) in
            try systemCall("fsconfig") { clinux_fsconfig(raw, Command.setString, key, value, 0) }
        }
    }

    package borrowing func set(flag: String) throws(SystemCallError) {
        let raw = descriptor.raw
        try explained(flag) { () throws(SystemCallError) in
            try systemCall("fsconfig") { clinux_fsconfig(raw, Command.setFlag, flag, nil, 0) }
        }
    }

    /// Makes the filesystem's superblock, and a mount of it.
    package consuming func mount(_ attributes: MountAttributes = []) throws(SystemCallError) -> OwnedDescriptor {
        let raw = descriptor.raw
        try explained("") { () throws(SystemCallError) in
            try systemCall("fsconfig") { clinux_fsconfig(raw, Command.create, nil, nil, 0) }
        }
        let flags = UInt32(truncatingIfNeeded: attributes.rawValue)
        return OwnedDescriptor(owning: try systemCall("fsmount", type) { clinux_fsmount(raw, 1, flags) })
    }

    /// The kernel says more than a number: its log is read from the context.
    private borrowing func explained<Value>(
        _ subject: String, _ body: () throws(SystemCallError) -> Value
    ) throws(SystemCallError) {
        do { _ = try body() } catch {
            let detail = subject.isEmpty ? type : "\(type) \(subject)"
            throw SystemCallError(error.call, detail + log(), errno: error.errno)
        }
    }

    /// One message a read, such as `e overlay: …`; at most eight are kept by the kernel.
    private borrowing func log() -> String {
        var messages = ""
        var buffer = [UInt8](repeating: 0, count: 512)
        for _ in 0..<8 {
            let count = read(descriptor.raw, &buffer, buffer.count)
            guard count > 2 else { break }
            let text = String(decoding: buffer[2..<count], as: UTF8.self)
            messages += " (" + text.filter { !$0.isNewline } + ")"
        }
        return messages
    }
}
