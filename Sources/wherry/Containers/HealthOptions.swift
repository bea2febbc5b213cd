import ArgumentParser
import DockerAPI
import Linux

/// How a container's health is probed.
struct HealthOptions: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "Command that tells the container's health.")
    var healthCmd: String?
    @Option(name: .long, parsing: .unconditional, help: "Time between two probes.")
    var healthInterval: String?
    @Option(name: .long, parsing: .unconditional, help: "Time that a probe may take.")
    var healthTimeout: String?
    @Option(name: .long, parsing: .unconditional, help: "Failures in a row that make it unhealthy.")
    var healthRetries: Int?
    @Option(name: .long, parsing: .unconditional, help: "Time at the start in which failures do not count.")
    var healthStartPeriod: String?
    @Flag(name: .long, help: "Do not probe, whatever the image says.")
    var noHealthcheck = false

    func apply(to config: inout ContainerConfig) throws {
        var health = HealthConfig()
        if let healthCmd { health.test = ["CMD-SHELL", healthCmd] }
        if let healthInterval { health.interval = try DurationText.parse(healthInterval, for: "--health-interval") }
        if let healthTimeout { health.timeout = try DurationText.parse(healthTimeout, for: "--health-timeout") }
        if let healthStartPeriod {
            health.startPeriod = try DurationText.parse(healthStartPeriod, for: "--health-start-period")
        }
        health.retries = healthRetries ?? 0
        guard !noHealthcheck || health == HealthConfig() else {
            throw CommandLineError.invalid("--no-healthcheck and --health-* exclude each other")
        }
        if noHealthcheck { health.test = ["NONE"] }
        if health != HealthConfig() { config.healthcheck = health }
    }
}
