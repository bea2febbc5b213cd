#if canImport(Glibc)
import Glibc
#endif

/// The command line that others see of this process, in the memory where it was given: proc_pid_cmdline(5). For
/// programs of one thread, as it is the process's and has no lock.
package struct ProcessTitle {
    private let memory: UnsafeMutableRawBufferPointer

    /// Finds it by `arg_start` and `arg_end` of proc_pid_stat(5), fields 48 and 49; `nil` where they are not to be had.
    package init?() {
        guard let stat = try? SmallFile.read("/proc/self/stat"), let name = stat.lastIndex(of: ")") else { return nil }
        // Behind the name comes field 3.
        let fields = stat[stat.index(after: name)...].split(whereSeparator: \.isWhitespace)
        guard fields.count > 46, let start = UInt(fields[45]), let end = UInt(fields[46]), start < end else {
            return nil
        }
        memory = .init(start: .init(bitPattern: start), count: Int(end - start))
    }

    /// Puts `words` in place of the command line's; what has no room is cut off.
    package func set(_ words: [String]) {
        let text: [UInt8] = words.flatMap { Array($0.utf8) + [0] }
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        memory.copyBytes(from: text.prefix(memory.count - 1))
    }
}
