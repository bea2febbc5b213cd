import Glibc
import TestSupport

/// A tree of every kind of file, the same for the same seed.
enum RandomTree {
    static func make(_ root: String, seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        try ToolProcess.run(["mkdir", root])
        var directories = [root]
        var files: [String] = []
        for number in 0..<150 {
            let parent = directories[Int.random(in: 0..<directories.count, using: &generator)]
            let long = Int.random(in: 0..<12, using: &generator) == 0
            let path = parent + "/" + (long ? String(repeating: "l\u{f6}ng", count: 30) : "n") + "\(number)"
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...2:
                try check(mkdir(path, 0o755), path)
                directories.append(path)
            case 3...6:
                try write(path, .random(in: 0...70_000, using: &generator), &generator)
                files.append(path)
            case 7: try check(symlink("../" + String(repeating: "t", count: number), path), path)
            case 8 where !files.isEmpty:
                try check(link(files[Int.random(in: 0..<files.count, using: &generator)], path), path)
                continue
            default: try check(mkfifo(path, 0o600), path)
            }
            try dress(path, &generator)
        }
        try addSpecial(root)
    }

    private static func write(_ path: String, _ count: Int, _ generator: inout SplitMix) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        try check(file, path)
        defer { close(file) }
        let bytes =
            (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0) } + [UInt8.random(in: 0...255, using: &generator)]
        try check(Int32(Glibc.write(file, bytes, bytes.count)), path)
    }

    private static func dress(_ path: String, _ generator: inout SplitMix) throws {
        var status = stat()
        try check(lstat(path, &status), path)
        let (user, group) = (
            UInt32.random(in: 0...3_000_000, using: &generator), UInt32.random(in: 0...2, using: &generator)
        )
        try check(lchown(path, user, group), path)
        if status.st_mode & S_IFMT != S_IFLNK {
            try check(chmod(path, .random(in: 0...0o7777, using: &generator)), path)
        }
        let time = timespec(tv_sec: .random(in: 0...2_000_000_000, using: &generator), tv_nsec: number(&generator))
        try check(utimensat(AT_FDCWD, path, [time, time], AT_SYMLINK_NOFOLLOW), path)
    }

    private static func number(_ generator: inout SplitMix) -> Int {
        .random(in: 0...999_999_999, using: &generator)
    }

    private static func addSpecial(_ root: String) throws {
        let script = """
            cd \(root) && mknod null c 1 3 && mknod disk b 259 70000 && echo run > capable &&
            truncate -s 3M sparse && printf start | dd of=sparse conv=notrunc status=none &&
            printf middle | dd of=sparse conv=notrunc bs=1M seek=1 status=none && truncate -s 1M hole
            """
        try ToolProcess.run(["sh", "-c", script])
        // capabilities(7), version 2: cap_net_bind_service, permitted and effective.
        let capability: [UInt8] = [1, 0, 0, 2, 0, 4, 0, 0] + [UInt8](repeating: 0, count: 12)
        try ExtendedAttributeFixture.set(root + "/capable", "security.capability", capability)
        try ExtendedAttributeFixture.set(root + "/capable", "user.note", [0, 10, 61, 255])
        try ExtendedAttributeFixture.set(root, "user.root", Array("yes".utf8))
    }

    private static func check(_ result: Int32, _ path: String) throws {
        if result < 0 { throw ToolProcess.Failure(description: "\(path): \(String(cString: strerror(errno)))") }
    }
}
