extension Timestamp {
    /// Good from 1678 to 2262; outside, the nearest of the two.
    package var nanosecondsSince1970: Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, carried) = product.addingReportingOverflow(Int64(nanoseconds))
        return carried ? .max : sum
    }

    /// - Parameter duration: in nanoseconds, not negative.
    package func earlier(byNanoseconds duration: Int64) -> Timestamp {
        let (seconds, rest) = duration.quotientAndRemainder(dividingBy: 1_000_000_000)
        let borrows = rest > Int64(nanoseconds)
        return Timestamp(
            seconds: self.seconds - seconds - (borrows ? 1 : 0),
            nanoseconds: nanoseconds - Int32(rest) + (borrows ? 1_000_000_000 : 0))
    }
}
