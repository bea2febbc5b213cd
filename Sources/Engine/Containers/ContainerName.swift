/// What containers may be called, and what they are called when no one says.
package enum ContainerName {
    /// Checks a name against Docker's grammar, `[a-zA-Z0-9][a-zA-Z0-9_.-]+`, and takes the slash off its front.
    package static func validated(_ name: String) throws(EngineError) -> String {
        let bare = name.hasPrefix("/") ? String(name.dropFirst()) : name
        let bytes = Array(bare.utf8)
        guard bytes.count >= 2, bytes.count <= 255, isAlphanumeric(bytes[0]),
            bytes.allSatisfy({
                isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            })
        else {
            throw EngineError(
                .invalidArgument,
                "Invalid container name (\(name)), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed")
        }
        return bare
    }

    /// A name of two words, with a number from the second attempt on.
    package static func random(attempt: Int) -> String {
        let name = "\(qualities[Int.random(in: 0..<qualities.count)])_\(vessels[Int.random(in: 0..<vessels.count)])"
        return attempt == 0 ? name : "\(name)\(Int.random(in: 0..<(10 << min(attempt, 16))))"
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    private static let qualities = [
        "able", "amber", "bold", "brave", "bright", "brisk", "calm", "clear", "cosy", "crisp", "eager", "fair", "fleet",
        "fond", "free", "gentle", "glad", "golden", "grand", "hardy", "jolly", "keen", "kind", "light", "lively",
        "loyal",
        "lucid", "mellow", "merry", "mild", "neat", "nimble", "noble", "plain", "proud", "quick", "quiet", "rapid",
        "ready",
        "sleek", "smart", "snug", "sound", "spry", "steady", "stout", "sunny", "swift", "tidy", "trim", "trusty",
        "vivid",
        "warm", "wise", "witty", "zesty",
    ]
    private static let vessels = [
        "barge", "bark", "brig", "canoe", "caravel", "carrack", "catboat", "clipper", "cog", "coracle", "corvette",
        "cutter", "dhow", "dinghy", "dory", "felucca", "ferry", "frigate", "galleon", "galley", "gig", "gondola",
        "junk", "kayak", "ketch", "launch", "longboat", "lugger", "packet", "pinnace", "pram", "proa", "punt", "raft",
        "sampan",
        "schooner", "scow", "scull", "shallop", "skiff", "sloop", "smack", "tartane", "tender", "trawler", "trimaran",
        "tug",
        "umiak", "whaler", "xebec", "yacht", "yawl",
    ]
}
