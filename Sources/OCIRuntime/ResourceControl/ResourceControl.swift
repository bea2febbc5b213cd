import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `linux.intelRdt`: the groups of resctrl that a container's processes are in. See runtime-spec, `config-linux.md`,
/// "IntelRdt".
struct ResourceControl: Equatable, Sendable {
    /// Which a process enters one after the other: one with a share, then one in it that is measured by itself.
    var groups: [String] = []
    /// Those that were made for the container, and go with it.
    var made: [String] = []

    /// Opens or makes the groups.
    init(
        _ settings: RuntimeSpec.IntelRdt, container id: String, in mount: ResctrlMount = ResctrlMount()
    ) throws(RuntimeError) {
        let name = settings.closID.flatMap { $0.isEmpty ? nil : $0 } ?? id
        guard !name.contains("/"), name != ".", name != ".." else {
            throw .invalid("linux.intelRdt.closID", "'\(name)' is no name of a group")
        }
        do {
            try open("\(mount.root)/\(name)", Schemata(settings), mount, isShared: name != id)
            if settings.enableMonitoring == true || settings.enableCMT == true || settings.enableMBM == true {
                let group = "\(mount.root)/\(name)/mon_groups/\(id)"
                if !mount.exists(group) { try make(group, mount) }
                groups.append(group)
            }
        } catch {
            remove(from: mount)
            throw error
        }
    }

    private mutating func open(
        _ group: String, _ schemata: Schemata, _ mount: ResctrlMount, isShared: Bool
    ) throws(RuntimeError) {
        let isThere = mount.exists(group)
        if !isThere {
            // One that is named without a share is someone else's.
            guard !isShared || !schemata.lines.isEmpty else {
                throw .invalid("linux.intelRdt.closID", "there is no group '\(group)', and no schema to make it by")
            }
            try make(group, mount)
        }
        groups.append(group)
        let isOthers = isThere && isShared
        if isOthers { try check(group, schemata) }
        for line in isOthers ? schemata.additional : schemata.lines { try mount.write(schema: line, to: group) }
    }

    private func check(_ group: String, _ schemata: Schemata) throws(RuntimeError) {
        let shown = try doing("linux.intelRdt.closID") { () throws(SystemCallError) in
            try SmallFile.read("\(group)/schemata")
        }
        if let line = schemata.difference(from: shown) {
            throw .invalid("linux.intelRdt.closID", "group '\(group)' has other shares than '\(line)'")
        }
    }

    private mutating func make(_ group: String, _ mount: ResctrlMount) throws(RuntimeError) {
        try doing("linux.intelRdt") { () throws(SystemCallError) in try mount.make(group) }
        made.append(group)
    }

    /// Changes the shares of the container's group; of a group that it shares, those of all.
    func update(_ settings: RuntimeSpec.IntelRdt, in mount: ResctrlMount = ResctrlMount()) throws(RuntimeError) {
        guard let group = groups.first else { return }
        for line in Schemata(settings).lines { try mount.write(schema: line, to: group) }
    }

    /// Places a process that has one thread.
    func place(_ pid: Int32, in mount: ResctrlMount = ResctrlMount()) throws(RuntimeError) {
        for group in groups {
            try doing("linux.intelRdt") { () throws(SystemCallError) in try mount.write("\(pid)", "\(group)/tasks") }
        }
    }

    /// Places processes that run, by their threads. New ones are where they come from, so it ends when all that are
    /// there are known.
    func place(
        all processes: () throws(RuntimeError) -> Set<Int32>, in mount: ResctrlMount = ResctrlMount()
    ) throws(RuntimeError) {
        guard let last = groups.last else { return }
        var placed: Set<Int32> = []
        while true {
            let inside = (try? SmallFile.read("\(last)/tasks"))?.split(separator: "\n").compactMap { Int32($0) } ?? []
            var threads: Set<Int32> = []
            for process in try processes() { threads.formUnion(try Self.threads(of: process)) }
            let left = threads.subtracting(inside).subtracting(placed)
            if left.isEmpty { return }
            for thread in left.sorted() {
                do throws(RuntimeError) { try place(thread, in: mount) } catch
                    where error.cause?.errno == .noSuchProcess
                {}
            }
            placed.formUnion(left)
        }
    }

    /// None of a process that has ended.
    private static func threads(of pid: Int32) throws(RuntimeError) -> [Int32] {
        let directory = "/proc/\(pid)/task"
        do { return try DirectoryEntries.names(in: directory).compactMap { Int32($0) } } catch
            where [.noSuchFileOrDirectory, .noSuchProcess].contains(error.errno)
        {
            return []
        } catch {
            throw RuntimeError("threads of process \(pid)", error)
        }
    }

    func remove(from mount: ResctrlMount = ResctrlMount()) {
        for path in made.reversed() { mount.remove(path) }
    }
}
