import DockerAPI
import TestSupport
import Testing

@testable import wherry

/// Whatever is typed, each parser answers or refuses with the error of this program.
@Suite struct OptionMutationTests {
    private struct Parser: Sendable {
        let name: String
        let seed: String
        let parse: @Sendable (String) throws -> Void
    }

    private static let parsers: [Parser] = [
        Parser(name: "port", seed: "127.0.0.1:8000-8010:90-100/tcp") { _ = try PublishedPorts($0) },
        Parser(name: "IPv6 port", seed: "[::1]:80:80") { _ = try PublishedPorts($0) },
        Parser(name: "mount", seed: "type=tmpfs,target=/a,tmpfs-size=1m,tmpfs-mode=777") {
            _ = try MountSpecification($0)
        },
        Parser(name: "volume", seed: "/a/../b:/c:ro,z") { _ = try VolumeSpecification($0) },
        Parser(name: "size", seed: "1234.5 MiB") { _ = try ByteSize.parse($0, for: "-m") },
        Parser(name: "processors", seed: "12.345") { _ = try ProcessorCount.parse($0) },
        Parser(name: "time", seed: "1h30m0.5s") { _ = try PointInTime.parse($0, for: "--since") },
        Parser(name: "date", seed: "2030-01-02T03:04:05.6+07:00") { _ = try PointInTime.parse($0, for: "--since") },
        Parser(name: "keys", seed: "ctrl-p,a,ctrl-[") { _ = try DetachKeys($0) },
        Parser(name: "variables", seed: "A=b\n# c\nD\nE=f=g") { _ = try VariableFile(text: $0, path: "file") },
        Parser(name: "address", seed: "tcp://127.0.0.1:2375/") { _ = try EngineAddress($0) },
        Parser(name: "image", seed: "localhost:5000/a/b:tag@sha256:00") { _ = try ImageName($0).canonical },
        Parser(name: "ulimit", seed: "nofile=1024:2048") { _ = try Ulimit(parsing: $0) },
        Parser(name: "device", seed: "/dev/a:/dev/b:rwm") { _ = try DeviceMapping(parsing: $0) },
        Parser(name: "restart", seed: "on-failure:5") { _ = try RestartPolicy(parsing: $0) },
    ]

    @Test(arguments: parsers.indices)
    func mutatedWords(_ index: Int) {
        let parser = Self.parsers[index]
        var generator = SplitMix(seed: UInt64(index))
        let characters = Array("0123456789abcxyz:/.,=-[]+ \n\u{0}\u{7F}é٣\"")
        for _ in 0..<1000 {
            var text = Array(parser.seed)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[position] = characters.randomElement(using: &generator) ?? " "
                case 1: text.insert(contentsOf: text.suffix(position), at: position)
                default: if text.count > 1 { text.remove(at: position) }
                }
            }
            do {
                try parser.parse(String(text))
            } catch {
                #expect(error is CommandLineError, "\(parser.name): \(String(text))")
            }
        }
    }
}
