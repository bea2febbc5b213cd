import ArgumentParser
import DockerAPI

struct VolumeCreate: EngineCommand {
    static let configuration = CommandConfiguration.verb("create", "Make a volume", of: "wherry volume")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "Its driver: local.")
    var driver: String?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Label (name=value).")
    var label: [String] = []
    @Argument(help: "Its name; without one it gets 64 random digits.")
    var name: String?

    func run(in session: Session) throws -> ExitStatus {
        var request = VolumeCreateRequest()
        request.name = name ?? ""
        request.driver = driver ?? ""
        request.labels = try KeyValue.dictionary(label, for: "--label")
        let volume = try FieldFlags.volume.naming {
            try session.client.call(.post("/volumes/create", json: request), as: Volume.self)
        }
        try session.print(volume.name)
        return .success
    }
}
