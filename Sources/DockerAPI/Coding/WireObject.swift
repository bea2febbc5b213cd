package import JSON

/// A JSON object of the API: every member may be absent, and then reads as zero.
package protocol WireObject: JSONMapped, Equatable {}
