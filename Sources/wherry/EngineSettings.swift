import Linux

/// Which engine a command talks to, and whether it may start it.
struct EngineSettings {
    let host: String?
    let environment: Environment

    /// The address: `--host`, then `WHERRY_HOST`, then the standard one.
    func address() throws -> EngineAddress {
        guard let text = host ?? environment["WHERRY_HOST"], !text.isEmpty else { return .standard }
        return try EngineAddress(text)
    }

    func client() throws -> EngineClient {
        let address = try address()
        return EngineClient(address: address, launcher: launcher(for: address))
    }

    /// An engine is started at the standard address, and elsewhere where its directories are told too.
    private func launcher(for address: EngineAddress) -> EngineLauncher? {
        let dataRoot = environment["WHERRY_DATA_ROOT"]
        let execRoot = environment["WHERRY_EXEC_ROOT"]
        guard case .unix = address, address == .standard || (dataRoot != nil && execRoot != nil) else { return nil }
        var flags: [String] = []
        if let dataRoot { flags += ["--data-root", dataRoot] }
        if let execRoot { flags += ["--exec-root", execRoot] }
        return EngineLauncher(
            program: "\(ProgramDirectory.current)/wherryd", execRoot: execRoot ?? "/run/wherry", flags: flags)
    }
}
