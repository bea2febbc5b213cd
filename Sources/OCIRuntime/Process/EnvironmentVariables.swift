/// The variables that a program gets.
struct EnvironmentVariables {
    /// `NAME=value` each, a name once.
    private(set) var values: [String] = []

    /// Of several with one name the last is kept: getenv(3) would find the first, and `PATH` is searched by the last.
    ///
    /// - Parameter user: whose home directory `HOME` is, unless it is there.
    init(_ variables: [String], user: UInt32) {
        var places: [Substring: Int] = [:]
        for variable in variables {
            let name = variable.prefix { $0 != "=" }
            if let place = places[name] {
                values[place] = variable
            } else {
                places[name] = values.count
                values.append(variable)
            }
        }
        if places["HOME"] == nil { values.append("HOME=" + PasswordFile.home(of: user)) }
    }
}
