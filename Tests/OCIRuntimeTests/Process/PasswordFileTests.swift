import TestSupport
import Testing

@testable import OCIRuntime

/// `/etc/passwd` is the container's to write.
struct PasswordFileTests {
    private let usual = """
        root:x:0:0:root:/root:/bin/sh
        daemon:x:1:1::/usr/sbin:/usr/sbin/nologin
        app:x:1000:1000:,,,:/home/app:/bin/sh
        again:x:1000:1000::/home/again:/bin/sh

        """

    @Test(arguments: [(0, "/root"), (1, "/usr/sbin"), (1000, "/home/app"), (7, "/"), (UInt32.max, "/")])
    func homes(user: UInt32, home: String) {
        #expect(PasswordFile.home(of: user, in: Array(usual.utf8)) == home)
    }

    @Test(arguments: [
        "", "\n\n\n", "app", "app:x:5", "app:x:5:5:", "app:x:five:5::/home:/bin/sh", ":::::::",
        "app:x:5:5::home:/bin/sh",
        "app:x:5:5:::/bin/sh", "app:x:5:5::/ho\0me:/bin/sh", "app:x:-5:5::/home:/bin/sh",
        "app:x:4294967301:5::/home:/bin/sh", "app:x: 5:5::/home:/bin/sh",
    ])
    func whatTellsNoHomeIsPassedOver(content: String) {
        #expect(PasswordFile.home(of: 5, in: Array(content.utf8)) == "/")
        let next = content + "\nreal:x:5:5::/real:/bin/sh"
        #expect(PasswordFile.home(of: 5, in: Array(next.utf8)) == "/real")
    }

    @Test func aLineOfManyFieldsIsRead() {
        let line =
            "app:x:5:5:" + String(repeating: "x", count: 100_000) + ":/home" + String(repeating: ":", count: 1000)
        #expect(PasswordFile.home(of: 5, in: Array(line.utf8)) == "/home")
    }

    @Test func mutatedFilesGiveAnAbsolutePath() {
        for bytes in Mutations(of: [Array(usual.utf8)], count: 2000, seed: 2) {
            let home = PasswordFile.home(of: 1000, in: bytes)
            #expect(home.hasPrefix("/"))
            #expect(!home.utf8.contains(0) && !home.utf8.contains(UInt8(ascii: "\n")))
        }
    }
}
