import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension ContainerCgroup {
    /// The container's processes, those in cgroups of its own making too; in the caller's pid namespace.
    package func processes() throws(CgroupError) -> [Int32] {
        guard let directory = trackingDirectory else { return [] }
        return try Self.processes(in: directory)
    }

    /// Refuses a cgroup that is another's: its processes would be killed with the container's.
    package func checkUnused() throws(CgroupError) {
        guard let directory = trackingDirectory else { return }
        let count = try Self.processes(in: directory).count
        guard count == 0 else {
            throw CgroupError(
                .invalidValue, "container's cgroup is not empty: \(count) process(es) found in \(directory)")
        }
    }

    /// Sends a signal to every process; one that ended meanwhile is no error.
    package func signalAll(_ signal: Int32) throws(CgroupError) {
        if signal == SIGKILL, try killAtOnce() { return }
        for pid in try processes() {
            do {
                let process = try ProcessDescriptor.open(pid)
                try ProcessDescriptor.signal(process.raw, signal)
            } catch
                where error.errno == .noSuchProcess
            {
            } catch {
                throw CgroupError("signal \(signal)", error)
            }
        }
    }

    /// Kills every process, those that are being forked too, and waits until all have ended.
    ///
    /// - Parameter timeout: in milliseconds, for each.
    package func killAll(timeout: Int32 = 10_000) throws(CgroupError) {
        while true {
            let processes = try processes()
            if processes.isEmpty { return }
            var held = DescriptorList()
            for pid in processes { if let pidfd = try? ProcessDescriptor.open(pid) { held.append(pidfd) } }
            try signalAll(SIGKILL)
            for index in 0..<held.count {
                let ended = (try? ProcessDescriptor.waitForEnd(held[index], timeout: timeout)) ?? true
                guard ended else { throw CgroupError(.system, "processes \(processes) do not end when killed") }
            }
        }
    }

    /// `cgroup.kill`, since Linux 5.14, reaches forks that race with it.
    private func killAtOnce() throws(CgroupError) -> Bool {
        guard let directory = placement.unified else { return false }
        let files = CgroupFiles(directory: directory)
        do { try files.write("1", to: "cgroup.kill") } catch  where error.errno == .noSuchFileOrDirectory {
            return false
        } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
        return true
    }

    /// The hierarchy that is asked for the container's processes.
    private var trackingDirectory: String? {
        placement.unified ?? placement.directory(of: Pids.name) ?? placement.legacy.first?.directory
    }

    static func processes(in directory: String) throws(CgroupError) -> [Int32] {
        do { return try all(in: directory) } catch { throw CgroupError("cgroup \(directory)", error) }
    }

    private static func all(in directory: String) throws(SystemCallError) -> [Int32] {
        var processes = try own(of: directory)
        for child in try CgroupDirectory.children(of: directory) { processes += try all(in: child) }
        return processes
    }

    /// Empty for a cgroup that is gone, and for one of threads, whose processes are told above it: cgroup-v2.rst.
    private static func own(of directory: String) throws(SystemCallError) -> [Int32] {
        do {
            return try SmallFile.read("\(directory)/cgroup.procs", limit: listLimit).split(separator: "\n")
                .compactMap { Int32($0) }
        } catch  where [.noSuchFileOrDirectory, .operationNotSupportedByDevice, .notSupported].contains(error.errno) {
            return []
        }
    }

    /// Bytes: two million processes, more than the kernel has numbers for on most machines.
    private static let listLimit = 16 << 20
}
