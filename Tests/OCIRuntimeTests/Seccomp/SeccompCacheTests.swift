import Glibc
import Linux
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import OCIRuntime

struct SeccompCacheTests {
    private typealias Rule = RuntimeSpec.SeccompRule

    @Test func everyPartOfAProfileIsInItsKey() {
        let usual = RuntimeSpec.Seccomp.usual
        let changes: [(inout RuntimeSpec.Seccomp) -> Void] = [
            { $0.defaultAction = "SCMP_ACT_KILL" }, { $0.defaultErrnoRet = nil }, { $0.defaultErrnoRet = 2 },
            { $0.architectures = nil }, { $0.architectures?.append("SCMP_ARCH_ARM") }, { $0.flags = ["X"] },
            { $0.syscalls = nil }, { $0.syscalls?.removeLast() }, { $0.syscalls?[0].names.removeLast() },
            { $0.syscalls?[0].action = "SCMP_ACT_LOG" }, { $0.syscalls?[0].errnoRet = 1 },
            { $0.syscalls?[6].args?[0].index = 1 }, { $0.syscalls?[6].args?[0].value = 41 },
            { $0.syscalls?[6].args?[0].valueTwo = 0 }, { $0.syscalls?[6].args?[0].op = "SCMP_CMP_EQ" },
            { $0.syscalls?[6].args = nil },
        ]
        var keys = [SeccompProfileKey(usual)]
        for change in changes {
            var profile = usual
            change(&profile)
            keys.append(SeccompProfileKey(profile))
        }
        #expect(Set(keys.map(\.text)).count == keys.count)
        #expect(Set(keys.map(\.name)).count == keys.count)
        #expect(SeccompProfileKey(usual) == SeccompProfileKey(.usual))
    }

    /// Names that no system call has are passed over by the compiler, so that a profile may hold any. None must make it
    /// look like another, whose filter it would become.
    @Test func noProfileStandsForAnother() {
        let allow = "SCMP_ACT_ALLOW"
        let two = RuntimeSpec.Seccomp(
            defaultAction: "SCMP_ACT_ERRNO",
            syscalls: [.init(names: ["read"], action: allow), .init(names: ["write"], action: "SCMP_ACT_ERRNO")])
        let forgeries: [[String]] = [
            ["read", "rule", "SCMP_ACT_ERRNO", "-", "names", "write"], ["read", "-", "write"], ["read\0write"],
            ["read5:write"], ["5:read"],
        ]
        let keys = forgeries.map { names in
            SeccompProfileKey(.init(defaultAction: "SCMP_ACT_ERRNO", syscalls: [.init(names: names, action: allow)]))
        }
        #expect(Set((keys + [SeccompProfileKey(two)]).map(\.text)).count == forgeries.count + 1)
        let split = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""]].map { names in
            SeccompProfileKey(.init(defaultAction: "X", architectures: names)).text
        }
        #expect(Set(split).count == split.count)
    }

    @Test func aFilterIsCompiledOnceAndKeptForTheContainer() throws {
        try TemporaryDirectory.with { root in
            let cache = SeccompCache(stateRoot: root)
            let first = try cache.filter(for: .usual, link: "\(root)/first")
            let second = try cache.filter(for: .usual, link: "\(root)/second")
            #expect(first == second)
            #expect(first.program == (try SeccompCompiler.compile(.usual)))
            // Both are the cache's own file.
            #expect(try FileStatus(of: "\(root)/first") == FileStatus(of: "\(root)/second"))
            #expect(try SeccompCache.load("\(root)/second") == first)
            let path = "\(root)/\(SeccompCache.directoryName)/\(SeccompProfileKey(.usual).name)"
            #expect(try FileStatus(of: path) == FileStatus(of: "\(root)/first"))
        }
    }

    @Test func aDamagedFileIsCompiledAgain() throws {
        try TemporaryDirectory.with { root in
            let cache = SeccompCache(stateRoot: root)
            let filter = try cache.filter(for: .usual, link: "\(root)/first")
            let path = "\(root)/\(SeccompCache.directoryName)/\(SeccompProfileKey(.usual).name)"
            try OwnedDescriptor.open(path, O_WRONLY | O_TRUNC).write("junk".utf8)
            #expect(try cache.filter(for: .usual, link: "\(root)/second") == filter)
            #expect(try SeccompCache.load("\(root)/second") == filter)
            let error = #expect(throws: RuntimeError.self) { try SeccompCache.load("\(root)/first") }
            #expect(error?.message == "seccomp filter \(root)/first is damaged")
        }
    }

    /// A filter that someone else could have put there is none.
    @Test func whatOthersMayWriteIsNotTaken() throws {
        try TemporaryDirectory.with { root in
            let cache = SeccompCache(stateRoot: root)
            let filter = try cache.filter(for: .usual, link: "\(root)/first")
            let directory = "\(root)/\(SeccompCache.directoryName)"
            let key = SeccompProfileKey(.usual)
            let forged = SeccompFilter(program: [UInt8](repeating: 6, count: 8), flags: [])
            let path = "\(directory)/\(key.name)"
            unlink(path)
            try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600).write(
                FilterFile(forged, key).bytes)
            #expect(try cache.filter(for: .usual, link: "\(root)/believed") == forged)
            chmod(path, 0o620)
            #expect(try cache.filter(for: .usual, link: "\(root)/second") == filter)
            #expect(try FileStatus(of: path).mode == 0o600)

            unlink(path)
            try OwnedDescriptor.open("\(root)/elsewhere", O_WRONLY | O_CREAT, mode: 0o600)
                .write(FilterFile(forged, key).bytes)
            symlink("\(root)/elsewhere", path)
            #expect(try cache.filter(for: .usual, link: "\(root)/third") == filter)

            chmod(directory, 0o770)
            let error = #expect(throws: RuntimeError.self) { try cache.filter(for: .usual, link: "\(root)/fourth") }
            #expect(error?.cause?.errno == .notPermitted)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func anotherUsersFilterIsNotTaken() throws {
        try TemporaryDirectory.with { root in
            let cache = SeccompCache(stateRoot: root)
            let filter = try cache.filter(for: .usual, link: "\(root)/first")
            let directory = "\(root)/\(SeccompCache.directoryName)"
            let path = "\(directory)/\(SeccompProfileKey(.usual).name)"
            chown(path, 1, 0)
            #expect(try cache.filter(for: .usual, link: "\(root)/second") == filter)
            #expect(try FileStatus(of: path).owner == 0)
            chown(directory, 1, 0)
            #expect(throws: RuntimeError.self) { try cache.filter(for: .usual, link: "\(root)/third") }
        }
    }

    @Test func flagsAreKeptWithTheFilter() throws {
        try TemporaryDirectory.with { root in
            var profile = RuntimeSpec.Seccomp.usual
            profile.flags = ["SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW"]
            let filter = try SeccompCache(stateRoot: root).filter(for: profile, link: "\(root)/first")
            #expect(filter.flags == [.log, .allowSpeculation])
            #expect(try SeccompCache.load("\(root)/first").flags == [.log, .allowSpeculation])
        }
    }

    @Test func whoIsToBeNotifiedMustBeThere() throws {
        var silent = RuntimeSpec.Seccomp.usual
        silent.syscalls?.append(.init(names: ["mkdir"], action: "SCMP_ACT_NOTIFY"))
        var always = silent
        always.defaultAction = "SCMP_ACT_NOTIFY"
        var telling = silent
        telling.listenerPath = "/run/x"
        telling.syscalls?.append(.init(names: ["sendmsg"], action: "SCMP_ACT_NOTIFY"))
        var flagged = RuntimeSpec.Seccomp.usual
        flagged.flags = ["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]
        let last = (telling.syscalls?.count ?? 0) - 1
        for (profile, message) in [
            (silent, "linux.seccomp.listenerPath: SCMP_ACT_NOTIFY needs someone to notify"),
            (always, "linux.seccomp.defaultAction: SCMP_ACT_NOTIFY cannot be the default action"),
            (
                telling,
                "linux.seccomp.syscalls[\(last)]: SCMP_ACT_NOTIFY cannot be for sendmsg, which tells the listener"
            ),
            (flagged, "linux.seccomp.flags: 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV' is not supported"),
        ] {
            #expect(throws: RuntimeError(.invalidConfiguration, message)) {
                try SeccompCache(stateRoot: "/nowhere").filter(for: profile, link: "/nowhere/x")
            }
        }
    }

    @Test func aFileIsReadAsItWasWritten() throws {
        let key = SeccompProfileKey(.usual)
        let filter = SeccompFilter(program: [UInt8](repeating: 6, count: 24), flags: [.log])
        let file = FilterFile(filter, key)
        #expect(FilterFile(file.bytes).filter == filter)
        #expect(FilterFile(file.bytes).program(for: key) == filter.program)
        #expect(FilterFile(file.bytes).program(for: SeccompProfileKey(.init(defaultAction: "X"))) == nil)
        #expect(FilterFile([]).filter == nil)
        for length in 0..<file.bytes.count { #expect(FilterFile(Array(file.bytes[..<length])).filter == nil) }
    }

    /// A file is whole or nothing: lengths that lie about it lead nowhere.
    @Test func damagedFilesAreNoFilters() throws {
        let key = SeccompProfileKey(.init(defaultAction: "SCMP_ACT_ALLOW"))
        let filter = SeccompFilter(program: [UInt8](repeating: 6, count: 4096 * 8), flags: [])
        let small = SeccompFilter(program: [UInt8](repeating: 6, count: 8), flags: [])
        let seeds = [FilterFile(filter, key).bytes, FilterFile(small, key).bytes]
        var refused = 0
        for bytes in Mutations(of: seeds, count: 3000, seed: 4) {
            guard let read = FilterFile(bytes).filter else {
                refused += 1
                continue
            }
            #expect(1...4096 ~= read.program.count / 8 && read.program.count % 8 == 0)
            if let program = FilterFile(bytes).program(for: key) { #expect(program == read.program) }
        }
        #expect(refused > 1000)
        let tooLong = SeccompFilter(program: [UInt8](repeating: 6, count: 4097 * 8), flags: [])
        #expect(FilterFile(FilterFile(tooLong, key).bytes).filter == nil)
    }
}
