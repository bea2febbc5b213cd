extension Duration {
    /// About how long, as `docker ps` says it: `Less than a second`, `5 minutes`, `About an hour`.
    var words: String {
        let seconds = max(0, Int(components.seconds))
        let hours = (seconds + 1800) / 3600
        switch seconds {
        case 0: return "Less than a second"
        case 1: return "1 second"
        case ..<60: return "\(seconds) seconds"
        case ..<120: return "About a minute"
        case ..<3600: return "\(seconds / 60) minutes"
        default: return hours == 1 ? "About an hour" : Self.words(hours: hours)
        }
    }

    private static func words(hours: Int) -> String {
        switch hours {
        case ..<48: "\(hours) hours"
        case ..<(24 * 7 * 2): "\(hours / 24) days"
        case ..<(24 * 30 * 2): "\(hours / 24 / 7) weeks"
        case ..<(24 * 365 * 2): "\(hours / 24 / 30) months"
        default: "\(hours / 24 / 365) years"
        }
    }
}
