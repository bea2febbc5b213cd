import Linux

/// A process by its pid and when it began, which no later process has in common with it.
enum ProcessIdentity {
    /// Field 22 of proc_pid_stat(5); `nil` when there is no such process.
    static func startTime(of pid: Int32) -> UInt64? {
        guard let text = try? SmallFile.read("/proc/\(pid)/stat"),
            // The name in parentheses may hold anything, parentheses too.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ")
        return fields.count > 20 ? UInt64(fields[20]) : nil
    }

    /// A pidfd of the recorded process; `nil` when it has ended, even if it was not reaped yet.
    static func open(_ record: StateRecord) throws(RuntimeError) -> OwnedDescriptor? {
        guard let pidfd = try? ProcessDescriptor.open(record.pid) else { return nil }
        guard startTime(of: record.pid) == record.startTime else { return nil }
        let ended = try doing("container \(record.id)") { () throws(SystemCallError) in
            try ProcessDescriptor.waitForEnd(pidfd.raw, timeout: 0)
        }
        if ended { return nil }
        return pidfd
    }
}
