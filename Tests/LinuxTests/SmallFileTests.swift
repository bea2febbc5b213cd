import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

struct SmallFileTests {
    @Test(arguments: [0, 1, 4095, 4096, 4097, 8192, 10_000])
    func aFileOfTheLimitIsReadAndOneByteMoreIsNot(size: Int) throws {
        try TemporaryDirectory.with { directory in
            let content = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
            let path = "\(directory)/file"
            try OwnedDescriptor.open(path, O_WRONLY | O_CREAT, mode: 0o600).write(content)
            #expect(try SmallFile.bytes(path, limit: size) == content)
            #expect(try SmallFile.bytes(path, limit: size + 1) == content)
            if size > 0 {
                let error = #expect(throws: SystemCallError.self) { try SmallFile.bytes(path, limit: size - 1) }
                #expect(error == SystemCallError("read", path, errno: .fileTooLarge))
            }
        }
    }

    @Test func anEndlessFileIsGivenUp() throws {
        let error = #expect(throws: SystemCallError.self) { try SmallFile.bytes("/dev/zero") }
        #expect(error?.errno == .fileTooLarge)
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: SystemCallError.self) { try SmallFile.read("/nowhere/at/all") }
        #expect(error?.description == "openat /nowhere/at/all: No such file or directory")
    }

    @Test func whatIsNoUTF8IsReplaced() throws {
        try TemporaryDirectory.with { directory in
            let path = "\(directory)/file"
            try OwnedDescriptor.open(path, O_WRONLY | O_CREAT, mode: 0o600).write([0x61, 0xff, 0x62])
            #expect(try SmallFile.read(path) == "a\u{fffd}b")
        }
    }

    @Test func writingMakesNoFile() throws {
        try TemporaryDirectory.with { directory in
            let path = "\(directory)/file"
            let error = #expect(throws: SystemCallError.self) { try SmallFile.write("1", to: path) }
            #expect(error?.errno == .noSuchFileOrDirectory)
            try OwnedDescriptor.open(path, O_WRONLY | O_CREAT, mode: 0o600).write("old".utf8)
            try SmallFile.write("N", to: path)
            #expect(try SmallFile.read(path) == "Nld")
        }
    }

    @Test func aRefusedValueIsNamed() {
        let error = #expect(throws: SystemCallError.self) { try SmallFile.write("x", to: "/dev/full") }
        #expect(error?.description == "write /dev/full 'x': No space left on device")
    }
}
