import FoundationEssentials
import Linux

/// A line of the log that `--log-format json` writes.
struct LogLine: Decodable {
    var level: String
    var msg: String
    var time: String

    static func read(_ path: String) throws -> [LogLine] {
        try SmallFile.read(path).split(separator: "\n").map {
            try JSONDecoder().decode(LogLine.self, from: Data($0.utf8))
        }
    }
}
