import Testing

@testable import Linux

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, 0, "1970-01-01T00:00:00Z"),
            (951_782_400, 0, "2000-02-29T00:00:00Z"),
            (1_136_214_245, 999_999_999, "2006-01-02T15:04:05.999999999Z"),
            (1_772_355_900, 12_500_000, "2026-03-01T09:05:00.0125Z"),
            (-1, 1, "1969-12-31T23:59:59.000000001Z"),
            (253_402_300_799, 100_000_000, "9999-12-31T23:59:59.1Z"),
            (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
        ] as [(Int64, Int32, String)])
    func formatsAsGoDoes(seconds: Int64, nanoseconds: Int32, text: String) throws {
        let time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
        #expect(time.description == text)
        #expect(Timestamp(text) == time)
    }

    @Test(
        arguments: [
            ("2026-03-01T10:05:00.5+01:00", 1_772_355_900, 500_000_000),
            ("2026-03-01t04:05:00-05:00", 1_772_355_900, 0),
            ("2026-03-01T09:05:00.1234567899999z", 1_772_355_900, 123_456_789),
        ] as [(String, Int64, Int32)])
    func parsesOffsetsAndLongFractions(text: String, seconds: Int64, nanoseconds: Int32) {
        #expect(Timestamp(text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(arguments: [
        "", "2026", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx",
        "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+1:00", "+026-01-01T00:00:00Z",
    ])
    func refusesWhatIsNoTime(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func everyDayOfFourCenturiesSurvivesTheCalendar() {
        var date = CivilDate(year: 1600, month: 1, day: 1)
        let first = date.daysSinceEpoch
        for day in first..<first + 146_097 {
            date = CivilDate(daysSinceEpoch: day)
            guard date.daysSinceEpoch == day, date.exists else {
                Issue.record("day \(day) became \(date)")
                return
            }
        }
        #expect(date == CivilDate(year: 1999, month: 12, day: 31))
    }

    @Test func theClockIsPastItsMaking() {
        #expect(Timestamp.now() > Timestamp(seconds: 1_700_000_000))
    }
}
