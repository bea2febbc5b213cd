import Cgroups
import JSON
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Events: Command {
        static let name = "events"
        static let summary = "Print a container's statistics from time to time."

        private var interval = Interval(milliseconds: 5000)
        private var statistics = false
        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.option("interval", &interval, "DURATION", "Between statistics, such as 1m30s; 5s unless given.")
            try syntax.flag("stats", &statistics, "Print the statistics once.")
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws {
            let runtime = try global.runtime
            guard interval.duration > .zero else {
                _ = try runtime.state(id: id)
                throw RuntimeError(.invalidConfiguration, "duration interval must be greater than 0")
            }
            if statistics { return try printStatistics(runtime) }
            var watch = try runtime.watch(id: id)
            var next = ContinuousClock.now + interval.duration
            while try wait(for: &watch, until: next) {
                guard next <= .now else { continue }
                try printStatistics(runtime)
                next += interval.duration
            }
        }

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

        private func printStatistics(_ runtime: ContainerRuntime) throws {
            let statistics = try runtime.statistics(id: id)
            try Output.json(Event(type: "stats", id: id, data: EventStatistics(statistics)))
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
            // Of memory that ran out the kernel may tell later than of the end that this was.
            if requests[1].revents & watch.memory.interest != 0 || requests[0].revents != 0 {
                for _ in 0..<watch.memory.take() { try Output.json(Event(type: "oom", id: id)) }
            }
            return requests[0].revents == 0
        }
    }
}
