import ArgumentParser
import Cgroups
import JSON
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Events: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "events", abstract: "Print a container's statistics from time to time.")
        @OptionGroup var global: GlobalArguments
        @Option(name: .customLong("interval"), help: "Between statistics, such as 500ms or 1m30s.")
        var interval = Interval(milliseconds: 5000)
        @Flag(name: .customLong("stats"), help: "Print the statistics once.") var statistics = false
        @Argument(help: "The container's id.") var id: String

        private struct Event: JSONWritable {
            let type, id: String
            var data: EventStatistics?

            func write(to writer: inout JSONWriter) {
                writer.object { writer in
                    writer.required("type", type)
                    writer.required("id", id)
                    writer.optional("data", data)
                }
            }
        }

        func run() throws {
            let runtime = try global.runtime
            if statistics { return try printStatistics(runtime) }
            var watch = try runtime.watch(id: id)
            var next = ContinuousClock.now + interval.duration
            while try wait(for: &watch, until: next) {
                guard next <= .now else { continue }
                try printStatistics(runtime)
                next += interval.duration
            }
        }

        private func printStatistics(_ runtime: ContainerRuntime) throws {
            let (statistics, details) = try runtime.statistics(id: id)
            try Output.json(Event(type: "stats", id: id, data: EventStatistics(statistics, details)))
        }

        /// - Returns: whether the container goes on.
        private func wait(
            for watch: inout ContainerWatch, until end: ContinuousClock.Instant
        ) throws -> Bool {
            let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
            var requests = [
                pollfd(fd: watch.process.raw, events: Int16(POLLIN), revents: 0),
                pollfd(fd: watch.memory.descriptor.raw ?? -1, events: watch.memory.interest, revents: 0),
            ]
            try systemCall("poll") { poll(&requests, 2, Int32(max(left.rounded(.up), 0))) }
            if requests[1].revents & watch.memory.interest != 0 {
                for _ in 0..<watch.memory.take() { try Output.json(Event(type: "oom", id: id)) }
            }
            return requests[0].revents == 0
        }
    }

    /// A length of time as Go writes it.
    struct Interval: ExpressibleByArgument, CustomStringConvertible {
        let milliseconds: Int
        var duration: Duration { .milliseconds(milliseconds) }
        var description: String { "\(milliseconds)ms" }

        init(milliseconds: Int) { self.milliseconds = milliseconds }

        private static let units: [String: Double] = [
            "ns": 1e-6, "us": 1e-3, "µs": 1e-3, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000,
        ]

        init?(argument: String) {
            var rest = argument[...]
            var sum = 0.0
            while !rest.isEmpty {
                let number = rest.prefix { $0.isNumber || $0 == "." }
                let unit = rest.dropFirst(number.count).prefix { !$0.isNumber && $0 != "." }
                guard let value = Double(number), let factor = Self.units[String(unit)] else { return nil }
                sum += value * factor
                rest = rest.dropFirst(number.count + unit.count)
            }
            guard sum >= 1, sum < 1e9 else { return nil }
            milliseconds = Int(sum)
        }
    }
}
