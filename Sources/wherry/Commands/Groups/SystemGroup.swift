import ArgumentParser

/// `wherry system …`: the engine as a whole.
struct SystemGroup: ParsableCommand {
    static let configuration = CommandConfiguration.group(
        "system", "Manage the engine", [DiskFree.self, Events.self, Info.self, SystemPrune.self])
}
