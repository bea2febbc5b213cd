import Testing

/// On a real pseudo-terminal.
extension Integration {
    @Suite struct TerminalTests {
        private static let control = (c: "\u{3}", p: "\u{10}", q: "\u{11}")
        /// A client of an old version of the API sets the size once the program runs.
        private static let awaitSize = "while [ \"$(stty size)\" != '30 100' ]; do sleep 0.02; done; tty; echo sized"

        @Test(arguments: Client.allCases)
        func runsAShell(client: Client) async throws {
            let cli = try CommandLine(client)
            let shell = try cli.openTerminal("run", "--rm", "-it", "busybox")
            try await shell.awaitText("# ")
            try shell.write("tty && \(Self.awaitSize)\n")
            try await shell.awaitText("\r\nsized\r\n")
            try shell.write("exit 7\n")
            let outcome = try await shell.end()
            #expect(outcome.status == 7)
            #expect(outcome.output.contains("/dev/pts/0\r\n"))
        }

        @Test(arguments: Client.allCases)
        func runsAShellInAContainer(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            let shell = try cli.openTerminal("exec", "-it", id, "sh")
            try await shell.awaitText("# ")
            try shell.write("\(Self.awaitSize)\n")
            try await shell.awaitText("\r\nsized\r\n")
            try shell.write("exit 7\n")
            #expect(try await shell.end().status == 7)
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func interruptsWithControlC(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "trap 'echo told; exit 5' INT; echo ready; while :; do sleep 0.05; done"
            let program = try cli.openTerminal("run", "--rm", "-it", "busybox", "sh", "-c", script)
            try await program.awaitText("ready")
            try program.write(Self.control.c)
            let outcome = try await program.end()
            #expect(outcome.status == 5)
            #expect(outcome.output.contains("told"))
        }

        @Test(arguments: Client.allCases)
        func followsTheTerminalsSize(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done"
            let id = try await cli("create", "-it", "busybox", "sh", "-c", script)
            let program = try cli.openTerminal("start", "-ai", id)
            try await program.awaitText("ready")
            try await resize(program, rows: 20)
            let exec = try cli.openTerminal("exec", "-it", id, "sh", "-c", script)
            try await exec.awaitText("ready")
            try await resize(exec, rows: 10)
            try await cli("rm", "-f", id)
            #expect(try await exec.end().status == 137)
            #expect(try await program.end().status == 137)
        }

        /// Docker's answer to a client that tells its own terminal's size whatever the container has.
        @Test func thereIsNothingToResizeWithoutATerminal() async throws {
            let cli = try CommandLine(.wherry)
            let id = try await cli.start("busybox", "sleep", "600")
            #expect(try await cli.engine.request("POST", "/containers/\(id)/resize?h=10&w=20").status == 200)
            try await cli("rm", "-f", id)
        }

        /// A client that listens for changes only after it shows the first output misses one.
        private func resize(_ program: ChildProgram, rows: UInt16) async throws {
            var attempt: UInt16 = 0
            try await eventually("the program is told of \(rows) rows") {
                if attempt.isMultiple(of: 25) { try program.resize(columns: 50 + attempt / 25, rows: rows) }
                attempt += 1
                return program.output.contains("\r\n\(rows) ")
            }
        }

        @Test(arguments: Client.allCases)
        func leavesWithTheDetachKeys(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let first = try cli.openTerminal("run", "-it", "--name", name, "busybox")
            try await first.awaitText("# ")
            // What it answers, as it may draw anew what is typed.
            try first.write("stay=here; echo answer $((6 * 7))\n")
            try await first.awaitText("answer 42\r\n")
            try first.write(Self.control.p + Self.control.q)
            #expect(try await first.end().status == 0)
            #expect(try await cli.inspect(name, "{{.State.Status}}") == "running")
            let second = try cli.openTerminal("attach", "--detach-keys", "ctrl-a", name)
            // The shell shows its prompt once more, though nothing was typed.
            try await second.awaitText("# ")
            try second.write("echo still $stay\n")
            try await second.awaitText("still here\r\n")
            try second.write("\u{1}")
            try await leftByKeys(second)
            #expect(try await cli.inspect(name, "{{.State.Status}}") == "running")
            try await cli("rm", "-f", name)
        }

        /// Who did not start it has no status to end with.
        private func leftByKeys(_ program: ChildProgram) async throws {
            let outcome = try await program.end()
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("read escape sequence"), "\(outcome)")
        }

        @Test(arguments: Client.allCases)
        func leavesAnExecWithTheDetachKeys(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            let script = "echo ready; while [ ! -e /tmp/go ]; do sleep 0.05; done; touch /tmp/gone"
            let exec = try cli.openTerminal("exec", "-it", id, "sh", "-c", script)
            try await exec.awaitText("ready")
            try exec.write(Self.control.p + Self.control.q)
            try await leftByKeys(exec)
            let check = "touch /tmp/go; while [ ! -e /tmp/gone ]; do sleep 0.05; done"
            try await cli("exec", id, "sh", "-c", check)
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func refusesATerminalWithoutOne(client: Client) async throws {
            let cli = try CommandLine(client)
            let outcome = try await cli.run("run", "--rm", "-it", "busybox", "true")
            #expect(outcome.status != 0)
            #expect(outcome.error.contains("the input device is not a TTY"))
            #expect(try await cli("run", "--rm", "-t", "busybox", "tty").contains("/dev/pts/0"))
        }
    }
}
