import JSON
import Linux

/// A line of the log that `--log-format json` writes.
struct LogLine: JSONMapped {
    var level = ""
    var msg = ""
    var time = ""

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("level", &level)
        try members.required("msg", &msg)
        try members.required("time", &time)
    }

    static func read(_ path: String) throws -> [LogLine] {
        try SmallFile.read(path).split(separator: "\n").map { try decoded(String($0)) }
    }
}
