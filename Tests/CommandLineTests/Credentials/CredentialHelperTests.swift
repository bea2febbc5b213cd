import DockerAPI
import FoundationEssentials
import Testing

@testable import wherry

@Suite struct CredentialHelperTests {
    /// Keeps each message in a file beside itself.
    private static let keeper = """
        store=$(dirname "$0")/kept
        case $1 in
            store) cat > "$store" ;;
            get)
                cat > /dev/null
                [ -f "$store" ] && exec cat "$store"
                echo credentials not found in native keychain
                exit 1 ;;
            erase) cat > "$store.erased"; rm -f "$store" ;;
        esac
        """

    private func credentials(_ username: String, _ password: String) -> AuthConfig {
        var credentials = AuthConfig()
        credentials.username = username
        credentials.password = password
        return credentials
    }

    @Test func aHelperKeepsTheSecretOutOfTheFile() throws {
        try withHome { home in
            try home.addHelper("keeper", Self.keeper)
            try home.write(#"{"credsStore":"keeper"}"#)
            var book = try CredentialBook(environment: home.environment)
            #expect(try book.credentials(for: "ghcr.io") == AuthConfig())
            #expect(try book.save(credentials("alice", "wonderland"), for: "ghcr.io") == nil)
            let found = try CredentialBook(environment: home.environment).credentials(for: "ghcr.io")
            #expect(found.username == "alice" && found.password == "wonderland" && found.serverAddress == "ghcr.io")
            let file = try String(contentsOf: URL(filePath: home.configuration), encoding: .utf8)
            #expect(file.contains("ghcr.io") && !file.contains("wonderland") && !file.contains("YWxp"))
            #expect(try book.remove("ghcr.io"))
            #expect(try book.credentials(for: "ghcr.io") == AuthConfig())
            let erased = try String(contentsOf: URL(filePath: home.directory + "/bin/kept.erased"), encoding: .utf8)
            #expect(erased == "ghcr.io")
        }
    }

    @Test func oneRegistrysHelperGoesBeforeTheOneForAll() throws {
        try withHome { home in
            try home.addHelper("own", #"cat > /dev/null; echo '{"ServerURL":"x","Username":"own","Secret":"1"}'"#)
            try home.addHelper("all", #"cat > /dev/null; echo '{"ServerURL":"x","Username":"all","Secret":"2"}'"#)
            try home.write(#"{"credsStore":"all","credHelpers":{"gcr.io":"own"}}"#)
            let book = try CredentialBook(environment: home.environment)
            #expect(try book.credentials(for: "gcr.io").username == "own")
            #expect(try book.credentials(for: "docker.io").username == "all")
        }
    }

    @Test func aTokenIsMarkedByItsUser() throws {
        try withHome { home in
            try home.addHelper("keeper", Self.keeper)
            try home.write(#"{"credsStore":"keeper"}"#)
            var token = credentials("alice", "")
            token.identityToken = "refresh-me"
            var book = try CredentialBook(environment: home.environment)
            _ = try book.save(token, for: "docker.io")
            let kept = try String(contentsOf: URL(filePath: home.directory + "/bin/kept"), encoding: .utf8)
            #expect(kept.contains(#""Username":"<token>""#))
            let found = try book.credentials(for: "docker.io")
            #expect(found.identityToken == "refresh-me" && found.username.isEmpty && found.password.isEmpty)
        }
    }

    @Test func aHelperThatIsNotInstalledIsNamed() throws {
        try withHome { home in
            try home.write(#"{"credsStore":"nowhere"}"#)
            let error = #expect(throws: CommandLineError.self) {
                _ = try CredentialBook(environment: home.environment).credentials(for: "ghcr.io")
            }
            #expect(error?.message == "credential helper docker-credential-nowhere is not on the PATH")
        }
    }

    @Test func aHelpersNameIsNoPath() throws {
        try withHome { home in
            try home.write(#"{"credsStore":"../../bin/sh"}"#)
            #expect(throws: CommandLineError.self) {
                _ = try CredentialBook(environment: home.environment).credentials(for: "ghcr.io")
            }
        }
    }

    @Test(arguments: [
        ("echo the keychain is locked; exit 3", "the keychain is locked"), ("exit 7", "exit status 7"),
        ("kill -9 $$", "exit status 137"), ("echo no json", "something else than credentials"),
        ("yes | head -c 3000000", "more than"), ("exec 0<&-; echo '{}'", "something else than credentials"),
    ])
    func aHelperThatFailsIsNamed(_ script: String, _ words: String) throws {
        try withHome { home in
            try home.addHelper("bad", script)
            try home.write(#"{"credsStore":"bad"}"#)
            let error = #expect(throws: CommandLineError.self) {
                _ = try CredentialBook(environment: home.environment).credentials(for: "ghcr.io")
            }
            #expect(error?.message.contains("docker-credential-bad") == true)
            #expect(error?.message.contains(words) == true)
        }
    }
}
