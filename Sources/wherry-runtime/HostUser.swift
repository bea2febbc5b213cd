import Linux

/// Users of the host, by its passwd(5): a static program does without what nsswitch.conf(5) would load.
enum HostUser {
    static func name(of user: UInt32) -> String? {
        let text = (try? SmallFile.read("/etc/passwd")) ?? ""
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            if fields.count > 2, UInt32(fields[2]) == user { return String(fields[0]) }
        }
        return nil
    }
}
