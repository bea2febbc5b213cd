import Foundation
import Glibc

/// The root filesystem that the tests' containers run on: Debian's static busybox, a name for each of its applets, and
/// a few files to look at.
enum BusyboxImage {
    static let program = "/bin/busybox"

    private static let files = [
        "etc/passwd": "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/home/app:/bin/sh\n",
        "etc/group": "root:x:0:\napp:x:1000:\nextra:x:2000:app\n",
        "www/index.html": "hello from a container\n", "srv/seed": "from the image\n", "bin/plain": "no program\n",
    ]

    /// Makes a tar archive of it in `directory`.
    ///
    /// - Returns: the archive's path.
    static func archive(in directory: String) async throws -> String {
        let root = directory + "/busybox"
        for name in ["bin", "tmp", "etc", "www", "home/app", "srv"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(atPath: program, toPath: root + "/bin/busybox")
        for applet in try await Tool.run(program, "--list").split(separator: "\n") where applet != "busybox" {
            try FileManager.default.createSymbolicLink(atPath: "\(root)/bin/\(applet)", withDestinationPath: "busybox")
        }
        for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: "\(root)/\(name)")) }
        chmod(root + "/tmp", 0o1777)
        chmod(root + "/srv", 0o750)
        chown(root + "/srv", 1000, 1000)
        try await Tool.run("tar", "--numeric-owner", "-C", root, "-cf", root + ".tar", ".")
        return root + ".tar"
    }
}
