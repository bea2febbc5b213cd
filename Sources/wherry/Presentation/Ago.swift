/// Durations in words, as Docker says them.
enum Ago {
    private static let minute = 60
    private static let hour = 3600
    private static let day = 86_400

    /// - Parameter seconds: of the duration; one from a clock that is ahead counts as none.
    static func words(_ seconds: Int) -> String {
        let seconds = max(seconds, 0)
        switch seconds {
        case 0: return "Less than a second"
        case 1: return "1 second"
        case ..<minute: return "\(seconds) seconds"
        case ..<(2 * minute): return "About a minute"
        case ..<hour: return "\(seconds / minute) minutes"
        default: return longWords(hours: (seconds + hour / 2) / hour)
        }
    }

    private static func longWords(hours: Int) -> String {
        switch hours {
        case ...1: "About an hour"
        case ..<48: "\(hours) hours"
        case ..<(24 * 7 * 2): "\(hours / 24) days"
        case ..<(24 * 30 * 2): "\(hours / 24 / 7) weeks"
        case ..<(24 * 365 * 2): "\(hours / 24 / 30) months"
        default: "\(hours / 24 / 365) years"
        }
    }

    static func since(_ time: Int, now: Int) -> String {
        "\(words(now - time)) ago"
    }
}
