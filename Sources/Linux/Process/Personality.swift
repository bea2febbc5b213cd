import CLinux

/// Which system's ways the calling thread is used to: personality(2).
package enum Personality {
    package static let domains: [String: UInt] = ["LINUX": 0, "LINUX32": 8]

    package static func set(_ domain: UInt) throws(SystemCallError) {
        try systemCall("personality") { clinux_personality(domain) }
    }
}
