import DockerAPI
import Testing

@testable import wherry

@Suite struct PublishedPortsTests {
    private func texts(_ text: String) throws -> [String] {
        try PublishedPorts(text).mappings.map { "\($0.binding.hostIP)|\($0.binding.hostPort)|\($0.port)" }
    }

    @Test(arguments: [
        ("80", ["||80/tcp"]), ("8080:80", ["|8080|80/tcp"]), ("53:53/udp", ["|53|53/udp"]),
        ("127.0.0.1:8080:80", ["127.0.0.1|8080|80/tcp"]), ("127.0.0.1::80", ["127.0.0.1||80/tcp"]),
        ("[::1]:8080:80", ["::1|8080|80/tcp"]), ("8000-8001:90-91", ["|8000|90/tcp", "|8001|91/tcp"]),
        ("8000-8010:80", ["|8000-8010|80/tcp"]), ("80-81", ["||80/tcp", "||81/tcp"]), ("80/UDP", ["||80/udp"]),
        ("0:80", ["||80/tcp"]), ("127.0.0.1:0:80-81", ["127.0.0.1||80/tcp", "127.0.0.1||81/tcp"]),
    ])
    func grammar(_ text: String, _ expected: [String]) throws {
        #expect(try texts(text) == expected)
    }

    @Test(arguments: [
        "", "x", "0", "65536", "80:", "80:x", "1:2:3:4", "300.1.1.1:80:80", "host:80:80", "8000-8001:80-82", "90-80",
        "80/icmp", "80:0", "0-1:80", "[::1]:80", "[1:80:80", "-80", "80-", "+80", "80/tcp/udp",
    ])
    func malformed(_ text: String) {
        #expect(throws: CommandLineError.self) { try PublishedPorts(text) }
    }

    @Test func exposedPorts() throws {
        #expect(try ExposedPorts.parse("80-81/udp") == ["80/udp", "81/udp"])
        #expect(throws: CommandLineError.self) { try ExposedPorts.parse("80:80") }
    }
}
