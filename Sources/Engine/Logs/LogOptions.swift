/// Which lines of a container's log, and how.
package struct LogOptions: Sendable {
    package var output = true
    package var error = true
    package var follow = false
    /// Puts the time before each line.
    package var timestamps = false
    /// Only the last so many lines; `nil` is all.
    package var tail: Int?
    /// Nanoseconds since 1970, inclusive.
    package var since: Int64?
    package var until: Int64?
    /// Puts the log's attributes and a space before each line. There are none: those that Docker has come with log
    /// options that are refused.
    package var details = false

    package init() {}
}
