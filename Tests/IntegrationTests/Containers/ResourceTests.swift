import Testing

extension Integration {
    @Suite struct ResourceTests {
        /// The files of cgroup v1, or else of v2.
        private static func read(_ version1: String, _ version2: String) -> [String] {
            ["sh", "-c", "cat /sys/fs/cgroup/\(version1) 2>/dev/null || cat /sys/fs/cgroup/\(version2)"]
        }

        @Test(arguments: Client.allCases)
        func memoryRunsOut(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli("create", "-m", "16m", "busybox", "tail", "/dev/zero")
            #expect(try await cli.run("start", "-a", id).status == 137)
            #expect(try await cli.inspect(id, "{{.State.OOMKilled}} {{.State.ExitCode}}") == "true 137")
            try await cli.engine.awaitEvent("oom", of: id)
            // A kill is no want of memory.
            let other = try await cli.start("-m", "16m", "busybox", "sleep", "600")
            try await cli("kill", other)
            try await cli("wait", other)
            #expect(try await cli.inspect(other, "{{.State.OOMKilled}} {{.State.ExitCode}}") == "false 137")
            try await cli("rm", id, other)
        }

        @Test(arguments: Client.allCases)
        func limitsAreSet(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start(
                "--memory", "32m", "--cpus", "0.5", "--pids-limit", "5", "--cpuset-cpus", "0", "busybox", "sleep", "600"
            )
            let memory = Self.read("memory/memory.limit_in_bytes", "memory.max")
            #expect(try await cli(["exec", id] + memory) == "33554432")
            let quota = try await cli(["exec", id] + Self.read("cpu/cpu.cfs_quota_us", "cpu.max"))
            #expect(["50000", "50000 100000"].contains(quota))
            #expect(try await cli(["exec", id] + Self.read("pids/pids.max", "pids.max")) == "5")
            #expect(try await cli("exec", id, "nproc") == "1")
            let shown = "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}"
            #expect(try await cli.inspect(id, shown) == "33554432 500000000 5")
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func processesAreCounted(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "for i in 1 2 3 4 5 6; do sleep 60 & done; echo all started"
            let outcome = try await cli.run("run", "--rm", "--pids-limit", "4", "busybox", "sh", "-c", script)
            #expect(outcome.status != 0)
            #expect(outcome.error.contains("can't fork"))
            #expect(outcome.output == "")
        }
    }
}
