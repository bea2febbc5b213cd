import ArgumentParser

/// `wherry image …`: the verbs of images under their longer names.
struct ImageGroup: ParsableCommand {
    static let configuration = CommandConfiguration.group(
        "image", "Manage images",
        [
            History.self, Import.self, ImageInspection.self, Load.self, ImageList.self, ImagePrune.self, Pull.self,
            Push.self, ImageRemoval.self, Save.self, Tag.self,
        ])
}

struct ImageList: EngineCommand {
    static let configuration = CommandConfiguration.verb("ls", "List images", of: "wherry image", aliases: ["list"])

    @OptionGroup var list: Images

    func run(in session: Session) throws -> ExitStatus {
        try list.run(in: session)
    }
}

struct ImageRemoval: EngineCommand {
    static let configuration = CommandConfiguration.verb("rm", "Remove images", of: "wherry image", aliases: ["remove"])

    @OptionGroup var removal: Rmi

    func run(in session: Session) throws -> ExitStatus {
        try removal.run(in: session)
    }
}

struct ImageInspection: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "inspect", "Show all that is known of images", of: "wherry image")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.Config.Env}}'.")
    var format: String?
    @Argument(help: "Images.")
    var images: [String]

    func run(in session: Session) throws -> ExitStatus {
        try Inspection(kinds: [.image], format: format, size: false).run(images, in: session)
    }
}
