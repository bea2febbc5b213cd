extension ContainerListing {
    /// - Returns: `nil` where there are words beyond the flags that it mostly has.
    init?(usual words: ArraySlice<String>) {
        self.init()
        var words = UsualWords(words)
        while let flag = words.nextFlag() {
            guard takeSwitch(flag) else { return nil }
        }
        guard words.rest.isEmpty else { return nil }
    }

    private mutating func takeSwitch(_ flag: String) -> Bool {
        switch flag {
        case "-a", "--all": includesStopped = true
        case "-q", "--quiet": showsIdsOnly = true
        case "-s", "--size": showsSizes = true
        case "-l", "--latest": limit = 1
        case "--no-trunc": isWhole = true
        default: return false
        }
        return true
    }
}
