import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

struct DescriptorTests {
    @Test func anOwnerClosesItsDescriptor() throws {
        let pipe = try Pipe()
        let file = try pipe.split { (readEnd, writeEnd) throws -> FileStatus in
            _ = consume writeEnd
            // The only writer is gone: the end of the file is there at once.
            #expect(try readEnd.readAll(limit: 10).isEmpty)
            return try FileStatus(of: readEnd.raw)
        }
        #expect(file.kind == .fifo)
    }

    @Test func aReleasedDescriptorStaysOpen() throws {
        let raw = try OwnedDescriptor.open("/dev/null", O_RDONLY).release()
        #expect(try FileStatus(of: raw).kind == .characterDevice)
        close(raw)
    }

    @Test func aListClosesAllOfItsDescriptors() throws {
        let pipe = try Pipe()
        do {
            var list = DescriptorList()
            for _ in 0..<20 { list.append(try pipe.writeEnd.duplicate()) }
            #expect(list.count == 20)
            #expect(list[0] != list[19])
        }
        // A writer that was left open would make this wait.
        let end = try pipe.split { (readEnd, writeEnd) throws -> [UInt8] in
            try writeEnd.write("x".utf8)
            _ = consume writeEnd
            return try readEnd.readAll(limit: 10)
        }
        #expect(end == Array("x".utf8))
    }

    @Test func aLongPathIsShortenedToADescriptor() throws {
        try TemporaryDirectory.with { directory in
            var list = DescriptorList()
            #expect(try list.shortened("/a/short/one") == "/a/short/one")
            #expect(list.count == 0)
            let long = (0..<6).reduce(directory) { path, _ in path + "/" + String(repeating: "d", count: 50) }
            try ToolProcess.run(["mkdir", "-p", long])
            let short = try list.shortened(long)
            #expect(short.utf8.count <= 255)
            #expect(try FileStatus(of: short) == FileStatus(of: long))
        }
    }

    @Test func aPipeIsAsLargeAsAskedAndClosedByAnExec() throws {
        let pipe = try Pipe(capacity: Pipe.largestCapacity)
        let pipeSize: Int32 = 1032
        #expect(fcntl(pipe.readEnd.raw, pipeSize) == Int32(Pipe.largestCapacity))
        for raw in [pipe.readEnd.raw, pipe.writeEnd.raw] { #expect(fcntl(raw, F_GETFD) & FD_CLOEXEC != 0) }
        let content = [UInt8](repeating: 7, count: 300_000)
        try pipe.writeEnd.write(content)
        var buffer = [UInt8](repeating: 0, count: content.count)
        #expect(read(pipe.readEnd.raw, &buffer, buffer.count) == content.count)
        #expect(buffer == content)
    }

    @Test func aNonBlockingReadSaysThatNothingIsThere() throws {
        let pipe = try Pipe()
        try pipe.readEnd.setNonBlocking()
        let error = #expect(throws: SystemCallError.self) { try pipe.readEnd.readAll(limit: 1) }
        #expect(error?.errno == .resourceTemporarilyUnavailable)
    }

    @Test func theKernelsFilesystemsAreTold() throws {
        let proc = try OwnedDescriptor.open("/proc", O_RDONLY)
        let sys = try OwnedDescriptor.open("/sys", O_RDONLY)
        #expect(try FilesystemType(of: proc.raw) == .proc)
        #expect(try FilesystemType(of: sys.raw) == nil)
    }
}
