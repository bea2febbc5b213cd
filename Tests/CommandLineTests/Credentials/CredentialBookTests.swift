import DockerAPI
import FoundationEssentials
import Glibc
import JSON
import Linux
import TestSupport
import Testing

@testable import wherry

@Suite struct CredentialBookTests {
    private static func alice(password: String = "wonder:land") -> AuthConfig {
        var credentials = AuthConfig()
        credentials.username = "alice"
        credentials.password = password
        return credentials
    }

    @Test func whatIsSavedComesBack() throws {
        try withHome { home in
            var book = try CredentialBook(environment: home.environment)
            #expect(try book.save(Self.alice(), for: "localhost:5000") == home.configuration)
            let found = try CredentialBook(environment: home.environment).credentials(for: "localhost:5000")
            #expect(found.username == "alice" && found.password == "wonder:land")
            #expect(
                try CredentialBook(environment: home.environment).credentials(for: "localhost:5001") == AuthConfig())
        }
    }

    @Test func theFileIsItsOwnersAlone() throws {
        try withHome { home in
            try home.write("{}", mode: 0o644)
            var book = try CredentialBook(environment: home.environment)
            _ = try book.save(Self.alice(), for: "ghcr.io")
            var status = stat()
            #expect(stat(home.configuration, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o600)
            let names = try FileManager.default.contentsOfDirectory(atPath: home.directory + "/.docker")
            #expect(names == ["config.json"])
        }
    }

    @Test func whatOthersKeepInTheFileStays() throws {
        try withHome { home in
            try home.write(
                #"{"psFormat":"table {{.ID}}","HttpHeaders":{"A":"b"},"plugins":{"x":{"y":"1"}},"#
                    + #""detachKeys":"ctrl-e,e","#
                    + #""auths":{"quay.io":{"auth":"Yjpj","email":"b@c"}},"n":[1,2.50,true,null]}"#)
            var book = try CredentialBook(environment: home.environment)
            _ = try book.save(Self.alice(), for: "docker.io")
            let document = try home.read()
            let names = document.members?.map(\.name)
            #expect(names == ["psFormat", "HttpHeaders", "plugins", "detachKeys", "auths", "n"])
            #expect(document[member: "n"] == .array([.integer(1), .number("2.50"), .bool(true), .null]))
            let auths = document[member: "auths"]
            #expect(auths?[member: "quay.io"] == .object(["auth": .string("Yjpj"), "email": .string("b@c")]))
            #expect(
                auths?[member: "https://index.docker.io/v1/"]
                    == .object(["auth": .string("YWxpY2U6d29uZGVyOmxhbmQ=")]))
        }
    }

    @Test func aSymbolicLinkIsFollowed() throws {
        try withHome { home in
            let real = home.directory + "/dotfiles.json"
            try Data("{}".utf8).write(to: URL(filePath: real))
            try home.makeDirectory()
            #expect(symlink(real, home.configuration) == 0)
            var book = try CredentialBook(environment: home.environment)
            _ = try book.save(Self.alice(), for: "ghcr.io")
            #expect(try Data(contentsOf: URL(filePath: real)).count > 2)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: home.configuration) == real)
        }
    }

    @Test(arguments: ["https://ghcr.io", "http://ghcr.io/v2/", "ghcr.io/", "GHCR.IO"])
    func anAddressIsARegistrysName(_ name: String) throws {
        try withHome { home in
            try home.write(#"{"auths":{"\#(name)":{"auth":"Yjpj"}}}"#)
            var book = try CredentialBook(environment: home.environment)
            #expect(try book.credentials(for: "ghcr.io").username == "b")
            #expect(try book.remove("ghcr.io"))
            #expect(try book.credentials(for: "ghcr.io") == AuthConfig())
            #expect(try book.remove("ghcr.io") == false)
        }
    }

    @Test func anIdentityTokenTakesThePasswordsPlace() throws {
        try withHome { home in
            var credentials = Self.alice()
            credentials.identityToken = "refresh-me"
            var book = try CredentialBook(environment: home.environment)
            _ = try book.save(credentials, for: "ghcr.io")
            let found = try CredentialBook(environment: home.environment).credentials(for: "ghcr.io")
            #expect(found.identityToken == "refresh-me" && found.username == "alice" && found.password.isEmpty)
        }
    }

    @Test func dockersOwnDirectoryVariableCounts() throws {
        try withHome { home in
            let environment = home.environment.setting("DOCKER_CONFIG", to: home.directory + "/deep/er")
            var book = try CredentialBook(environment: environment)
            #expect(try book.save(Self.alice(), for: "ghcr.io") == home.directory + "/deep/er/config.json")
            #expect(try CredentialBook(environment: environment).all().keys.sorted() == ["ghcr.io"])
        }
    }

    @Test(arguments: ["[]", "{", "nonsense", #"{"auths":{"ghcr.io":{"auth":"not base64"}}}"#])
    func aBrokenFileIsNamed(_ content: String) throws {
        try withHome { home in
            try home.write(content)
            let error = #expect(throws: CommandLineError.self) {
                _ = try CredentialBook(environment: home.environment).credentials(for: "ghcr.io")
            }
            #expect(error?.message.contains(home.configuration) == true)
        }
    }

    @Test func withoutAHomeNothingIsSaved() throws {
        var book = try CredentialBook(environment: [:])
        #expect(try book.credentials(for: "ghcr.io") == AuthConfig())
        #expect(throws: CommandLineError.self) { try book.save(Self.alice(), for: "ghcr.io") }
    }
}

/// A home of the test's own.
struct TestHome {
    let directory: String

    var configuration: String { directory + "/.docker/config.json" }
    var environment: Environment { ["HOME": directory, "PATH": "\(directory)/bin:/usr/bin:/bin"] }

    func makeDirectory() throws {
        try FileManager.default.createDirectory(atPath: directory + "/.docker", withIntermediateDirectories: true)
    }

    func write(_ content: String, mode: mode_t = 0o600) throws {
        try makeDirectory()
        try Data(content.utf8).write(to: URL(filePath: configuration))
        #expect(chmod(configuration, mode) == 0)
    }

    func read() throws -> JSONValue {
        try JSONValue(json: Array(Data(contentsOf: URL(filePath: configuration))))
    }

    /// A program `docker-credential-<name>` that runs this shell script.
    /// Another process writes it: a child that another test starts meanwhile would keep this one's descriptor open for
    /// a moment, and a file that is open for writing cannot be executed.
    func addHelper(_ name: String, _ script: String) throws {
        try FileManager.default.createDirectory(atPath: directory + "/bin", withIntermediateDirectories: true)
        let path = directory + "/bin/docker-credential-\(name)"
        let writing = #"printf '%s\n' '#!/bin/sh' "$1" > "$2" && chmod 755 "$2""#
        try ToolProcess.run(["sh", "-c", writing, "sh", script, path])
    }
}

func withHome(_ body: (TestHome) throws -> Void) throws {
    let home = TestHome(directory: FileManager.default.temporaryDirectory.path + "/home-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: home.directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home.directory) }
    try body(home)
}
