import Glibc
import Linux
import SystemPackage
import Testing

struct ChannelTests {
    @Test func messagesStayApart() throws {
        let pair = try ChannelPair()
        try Channel.send([1, 2, 3], to: pair.first.raw)
        try Channel.send([4], to: pair.first.raw)
        var descriptor: OwnedDescriptor?
        #expect(try Channel.receive(from: pair.second.raw, descriptor: &descriptor) == [1, 2, 3])
        #expect(try Channel.receive(from: pair.second.raw, descriptor: &descriptor) == [4])
        #expect(descriptor.raw == nil)
    }

    @Test func aDescriptorComesAlongAndIsClosedByAnExec() throws {
        let pair = try ChannelPair()
        let file = try OwnedDescriptor.open("/dev/zero", O_RDONLY)
        try Channel.send([9], descriptors: [file.raw], to: pair.first.raw)
        var descriptor: OwnedDescriptor?
        #expect(try Channel.receive(from: pair.second.raw, descriptor: &descriptor) == [9])
        let received = descriptor.raw ?? -1
        #expect(received != file.raw)
        #expect(try FileStatus(of: received) == FileStatus(of: file.raw))
        #expect(fcntl(received, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test func theEndIsTold() throws {
        let pair = try ChannelPair()
        let first = pair.takeFirst()
        var descriptor: OwnedDescriptor?
        #expect(try Channel.receive(from: first.raw, descriptor: &descriptor) == nil)
        let error = #expect(throws: SystemCallError.self) { try Channel.send([1], to: first.raw) }
        #expect(error?.errno == .brokenPipe)
    }

    @Test func aLongMessageIsCut() throws {
        let pair = try ChannelPair()
        try Channel.send([UInt8](repeating: 5, count: 10_000), to: pair.first.raw)
        var descriptor: OwnedDescriptor?
        let message = try Channel.receive(from: pair.second.raw, descriptor: &descriptor)
        #expect(message == [UInt8](repeating: 5, count: Channel.maximumSize))
    }

    @Test func aSocketsPathMustFitItsAddress() {
        let long = "/" + String(repeating: "x", count: 107)
        let tooLong = #expect(throws: SystemCallError.self) { _ = try StreamSocket.connect(to: long) }
        #expect(tooLong?.errno == .fileNameTooLong)
        let fitting = String(long.dropLast())
        let missing = #expect(throws: SystemCallError.self) { _ = try StreamSocket.connect(to: fitting) }
        #expect(missing?.errno == .noSuchFileOrDirectory)
    }
}
