import ArgumentParser

struct Logout: EngineCommand {
    static let configuration = CommandConfiguration.verb("logout", "Forget the credentials of a registry")

    @Argument(help: "The registry's host and port; Docker Hub where none is named.")
    var server: String?

    func run(in session: Session) throws -> ExitStatus {
        let key = RegistryKey(server ?? "")
        var book = try CredentialBook(environment: session.environment)
        let wasKnown = try book.remove(key.text)
        try session.print(
            wasKnown ? "Removing login credentials for \(key.displayName)" : "Not logged in to \(key.displayName)")
        return .success
    }
}
