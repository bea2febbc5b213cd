import Linux
import Testing

/// What the flags of `run` make of a container, as seen from inside.
extension Integration {
    @Suite struct ConfigurationTests {
        @Test(arguments: Client.allCases)
        func variablesDirectoryAndUser(client: Client) async throws {
            let cli = try CommandLine(client)
            let run = ["run", "--rm", "-e", "A=1", "-e", "HOME=/srv", "-w", "/www", "-u", "app", "busybox"]
            #expect(
                try await cli(run + ["sh", "-c", "echo $A $HOME $(pwd) $(id -un) $(id -G)"])
                    == "1 /srv /www app 1000 2000")
            #expect(try await cli("run", "--rm", "-u", "12:34", "busybox", "sh", "-c", "id -u; id -g") == "12\n34")
            // What the client does not have is not set.
            #expect(try await cli("run", "--rm", "-e", "NO_SUCH", "busybox", "env").contains("NO_SUCH") == false)
            let unknown = try await cli.run("run", "--rm", "-u", "nobody-here", "busybox", "true")
            #expect(unknown.status == 125)
            #expect(unknown.error.contains("nobody-here"))
        }

        @Test(arguments: Client.allCases)
        func makesTheWorkingDirectory(client: Client) async throws {
            let cli = try CommandLine(client)
            #expect(try await cli("run", "--rm", "-w", "/new/place", "busybox", "pwd") == "/new/place")
            #expect(try await cli("run", "--rm", "--read-only", "-w", "/new", "busybox", "pwd") == "/new")
        }

        @Test(arguments: Client.allCases)
        func namesAndLabels(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start(
                "--hostname", "boat", "--label", "a=b", "--label", "c", "--add-host", "other:192.0.2.7", "busybox",
                "sleep", "600")
            #expect(try await cli("exec", id, "hostname") == "boat")
            #expect(try await cli("exec", id, "cat", "/etc/hostname") == "boat")
            let hosts = try await cli("exec", id, "cat", "/etc/hosts")
            #expect(hosts.contains("192.0.2.7\tother"))
            #expect(hosts.contains(try await cli.inspect(id, "{{.NetworkSettings.IPAddress}}") + "\tboat"))
            #expect(try await cli.inspect(id, "{{json .Config.Labels}}") == #"{"a":"b","c":""}"#)
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func theHostsNameInItsNamespace(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "cat /proc/sys/kernel/hostname /etc/hostname; echo $HOSTNAME"
            let names = try await cli("run", "--rm", "--uts", "host", "busybox", "sh", "-c", script)
            let host = try SmallFile.read("/proc/sys/kernel/hostname").filter { $0 != "\n" }
            #expect(names == [host, host, host].joined(separator: "\n"))
            let other = try await cli.run("run", "--rm", "--uts", "host", "--hostname", "boat", "busybox")
            #expect(other.error.contains("conflicting options: hostname and the UTS mode"))
        }

        @Test(arguments: Client.allCases)
        func entrypoint(client: Client) async throws {
            let cli = try CommandLine(client)
            #expect(try await cli("run", "--rm", "--entrypoint", "echo", "busybox", "a", "b") == "a b")
            // The image's command goes with its entrypoint.
            #expect(try await cli("run", "--rm", "--entrypoint", "hostname", "--hostname", "boat", "busybox") == "boat")
        }

        @Test(arguments: Client.allCases)
        func readOnlyRootAndTmpfs(client: Client) async throws {
            let cli = try CommandLine(client)
            let script =
                "touch /www/x || touch /scratch/x && df -k /scratch | tail -1 | awk '{ print $2 }'; stat -c %a /scratch"
            let outcome = try await cli.run(
                "run", "--rm", "--read-only", "--tmpfs", "/scratch:size=1m,mode=700", "busybox", "sh", "-c", script)
            #expect(outcome.error.contains("Read-only file system"))
            #expect(outcome.output == "1024\n700\n")
            #expect(
                try await cli(
                    "run", "--rm", "--read-only", "busybox", "sh", "-c", "echo x > /dev/shm/y; cat /dev/shm/y") == "x")
        }

        @Test(arguments: Client.allCases)
        func privileges(client: Client) async throws {
            let cli = try CommandLine(client)
            let script =
                "grep -E 'CapEff|Seccomp:' /proc/self/status; mount -t tmpfs none /www 2>/dev/null && echo mounted"
            let usual = try await cli.run("run", "--rm", "busybox", "sh", "-c", script)
            #expect(usual.output.contains("CapEff:\t00000000a80425fb\n"))
            #expect(usual.output.contains("Seccomp:\t2\n"))
            #expect(!usual.output.contains("mounted"))
            let privileged = try await cli.run("run", "--rm", "--privileged", "busybox", "sh", "-c", script)
            #expect(privileged.output.contains("Seccomp:\t0\n"))
            #expect(privileged.output.contains("mounted"))
            let none = try await cli(
                "run", "--rm", "--cap-drop", "ALL", "busybox", "grep", "CapEff", "/proc/self/status")
            #expect(none == "CapEff:\t0000000000000000")
            let added = try await cli(
                "run", "--rm", "--cap-drop", "ALL", "--cap-add", "NET_ADMIN", "busybox", "grep", "CapEff",
                "/proc/self/status")
            #expect(added == "CapEff:\t0000000000001000")
            let bound = try await cli(
                "run", "--rm", "--security-opt", "no-new-privileges", "busybox", "grep", "NoNewPrivs",
                "/proc/self/status")
            #expect(bound == "NoNewPrivs:\t1")
        }

        /// With an init, an orphan that has ended is no zombie, and signals reach the program.
        @Test(arguments: Client.allCases)
        func anInitReapsAndForwards(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "trap 'exit 4' TERM; (sleep 0 & exec sleep 0) ; echo ready; while :; do sleep 0.05; done"
            let id = try await cli.start("--init", "busybox", "sh", "-c", script)
            try await cli.awaitLog("ready", of: id)
            let zombies = "while grep -q '^State:.Z' /proc/[0-9]*/status; do sleep 0.02; done; cat /proc/1/comm"
            #expect(try await cli("exec", id, "sh", "-c", zombies) != "sh")
            try await cli("stop", id)
            #expect(try await cli("wait", id) == "4")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func nameServersLimitsAndParameters(client: Client) async throws {
            let cli = try CommandLine(client)
            let resolver = try await cli(
                "run", "--rm", "--dns", "192.0.2.53", "--dns-search", "example.org", "busybox", "cat",
                "/etc/resolv.conf")
            #expect(resolver.contains("nameserver 192.0.2.53\n") && resolver.contains("search example.org"))
            #expect(
                try await cli(
                    "run", "--rm", "--ulimit", "nofile=100:200", "busybox", "sh", "-c", "ulimit -n; ulimit -Hn")
                    == "100\n200")
            let parameter = try await cli(
                "run", "--rm", "--sysctl", "net.ipv4.ip_default_ttl=33", "busybox", "cat",
                "/proc/sys/net/ipv4/ip_default_ttl")
            #expect(parameter == "33")
            let shared = try await cli(
                "run", "--rm", "--shm-size", "2m", "busybox", "sh", "-c",
                "df -k /dev/shm | tail -1 | awk '{ print $2 }'")
            #expect(shared == "2048")
        }
    }
}
