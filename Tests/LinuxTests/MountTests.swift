import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

/// Mounts that are attached nowhere, so that no one else sees them.
@Suite(.enabled(if: geteuid() == 0))
struct MountTests {
    @Test func aFilesystemIsMadeWithItsOptions() throws {
        let context = try FilesystemContext("tmpfs")
        try context.set("mode", "711")
        let mount = try context.mount(.readOnly)
        #expect(try FilesystemType(of: mount.raw) == .tmpfs)
        #expect(try FileStatus(of: mount.raw).mode == 0o711)
        let error = #expect(throws: SystemCallError.self) {
            _ = try OwnedDescriptor.open("file", at: mount.raw, O_WRONLY | O_CREAT, mode: 0o600)
        }
        #expect(error?.errno == .readOnlyFileSystem)
        try MountTree.setAttributes(mount.raw, clear: .readOnly)
        _ = try OwnedDescriptor.open("file", at: mount.raw, O_WRONLY | O_CREAT, mode: 0o600)
    }

    @Test func theKernelsOwnWordsComeWithARefusedOption() throws {
        let missing = #expect(throws: SystemCallError.self) { _ = try FilesystemContext("nosuchfs") }
        #expect(missing == SystemCallError("fsopen", "nosuchfs", errno: .operationNotSupportedByDevice))
        let context = try FilesystemContext("tmpfs")
        let error = #expect(throws: SystemCallError.self) { try context.set("sizes", "1") }
        #expect(error?.subject.contains("tmpfs sizes=1") == true)
        #expect(error?.subject.contains("Unknown parameter 'sizes'") == true)
    }

    @Test func aCopyOfAMountHasAttributesOfItsOwn() throws {
        try TemporaryDirectory.with { directory in
            let mount = try RootMount.directory(path: directory, readOnly: true).open()
            let error = #expect(throws: SystemCallError.self) {
                _ = try OwnedDescriptor.open("file", at: mount.raw, O_WRONLY | O_CREAT, mode: 0o600)
            }
            #expect(error?.errno == .readOnlyFileSystem)
            _ = try OwnedDescriptor.open("\(directory)/file", O_WRONLY | O_CREAT, mode: 0o600)
            #expect(try FileStatus(of: "file", at: mount.raw).kind == .regular)
        }
    }

    @Test func bothWaysToMountAnOverlayShowTheSame() throws {
        try TemporaryDirectory.with { directory in
            for name in ["top", "bottom", "upper", "work"] { try ToolProcess.run(["mkdir", "\(directory)/\(name)"]) }
            try OwnedDescriptor.open("\(directory)/bottom/file", O_WRONLY | O_CREAT, mode: 0o600).write("old".utf8)
            try OwnedDescriptor.open("\(directory)/top/file", O_WRONLY | O_CREAT, mode: 0o600).write("new".utf8)
            let overlay = OverlayMount(
                lower: ["\(directory)/top", "\(directory)/bottom"], upper: "\(directory)/upper",
                work: "\(directory)/work")
            for mount in [try overlay.open().release(), try overlay.openByMountCall().release()] {
                let owned = OwnedDescriptor(owning: mount)
                #expect(try SmallFile.read("file", at: owned.raw) == "new")
            }
        }
    }

    @Test func aTerminalsEndsBelongTogether() throws {
        let context = try FilesystemContext("devpts")
        try context.set("ptmxmode", "0666")
        let devpts = try context.mount()
        let terminal = try PseudoTerminal(devpts: devpts.raw)
        try PseudoTerminal.resize(terminal.master.raw, columns: 93, rows: 31)
        var size = winsize()
        #expect(ioctl(terminal.slave.raw, UInt(TIOCGWINSZ), &size) == 0)
        #expect(size.ws_col == 93 && size.ws_row == 31)
        let again = try PseudoTerminal.slave(of: terminal.master.raw)
        #expect(try FileStatus(of: again.raw) == FileStatus(of: terminal.slave.raw))
        try terminal.slave.write("hello\n".utf8)
        // The end of a line may come after the line.
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 20)
        while text.last != UInt8(ascii: "\n") {
            let count = read(terminal.master.raw, &buffer, buffer.count)
            try #require(count > 0)
            text += buffer[..<count]
        }
        #expect(String(decoding: text, as: UTF8.self) == "hello\r\n")
    }
}
