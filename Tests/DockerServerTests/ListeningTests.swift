import DockerServer
import Glibc
import Linux
import Testing

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("unix:///run/x.sock", false, ListenAddress.unix(path: "/run/x.sock")),
        ("tcp://127.0.0.1:99", false, .tcp(host: "127.0.0.1", port: 99)),
        ("tcp://:99", false, .tcp(host: "0.0.0.0", port: 99)),
        ("tcp://", false, .tcp(host: "127.0.0.1", port: 2375)), ("tcp://host", true, .tcp(host: "host", port: 2376)),
        ("tcp://[::1]:99", false, .tcp(host: "::1", port: 99)), ("fd://", false, .activated(nil)),
        ("fd://docker.socket", false, .activated("docker.socket")),
    ])
    func parsed(_ text: String, _ tls: Bool, _ expected: ListenAddress) throws {
        #expect(try ListenAddress(parsing: text, tls: tls) == expected)
    }

    @Test(arguments: [
        "", "/run/x.sock", "unix://relative", "tcp://host:port", "tcp://host:70000", "npipe://x",
        "unix:///" + String(repeating: "x", count: 108),
    ])
    func refused(_ text: String) {
        #expect { try ListenAddress(parsing: text, tls: false) } throws: { "\($0)".contains("'\(text)'") }
    }
}

@Suite struct ListeningSocketTests {
    @Test func aStaleSocketIsReplacedAndALiveOneIsNot() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/engine.sock"
            do { _ = try ListeningSocket.unix(path: path) }
            let live = try ListeningSocket.unix(path: path)
            #expect { _ = try ListeningSocket.unix(path: path) } throws: { "\($0)".contains("another engine answers") }
            _ = consume live
        }
    }

    @Test func theSocketIsForOwnerAndGroup() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/engine.sock"
            let socket = try ListeningSocket.unix(path: path)
            var status = stat()
            #expect(lstat(path, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o660)
            _ = consume socket
        }
    }

    @Test func aFileThatIsNoSocketIsLeftAlone() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/engine.sock"
            close(open(path, O_CREAT | O_WRONLY, 0o600))
            #expect { _ = try ListeningSocket.unix(path: path) } throws: { "\($0)".contains("no socket is in the way") }
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func aMissingDirectoryIsNamed() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/absent/x.sock"
            #expect { _ = try ListeningSocket.unix(path: path) } throws: { "\($0)".contains(path) }
        }
    }
}

@Suite struct SocketActivationTests {
    @Test(
        arguments: [
            [:], ["LISTEN_PID": "2", "LISTEN_FDS": "1"], ["LISTEN_PID": "1"], ["LISTEN_PID": "1", "LISTEN_FDS": "-1"],
            ["LISTEN_PID": "1", "LISTEN_FDS": "x"],
        ] as [Environment])
    func noSocketsOfOurs(_ environment: Environment) {
        #expect(throws: ServerError.self) { try SocketActivation(environment: environment, process: 1).take(nil) }
    }

    @Test func socketsByNameAndNumber() throws {
        let environment: Environment = ["LISTEN_PID": "1", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "api:metrics"]
        let activation = SocketActivation(environment: environment, process: 1)
        #expect(activation.descriptors(of: nil) == [3, 4])
        #expect(activation.descriptors(of: "metrics") == [4])
        #expect(activation.descriptors(of: "3") == [3])
        #expect(activation.descriptors(of: "other") == [])
    }
}
