import Foundation
import Testing

extension Integration {
    /// Docker's library for Python, which speaks to the API in its own ways.
    @Test func dockersPythonLibraryWorks() async throws {
        let engine = try EngineFixture.shared
        let probe = try ChildProgram(["python3", "-c", "import docker"], environment: engine.environment)
        guard try await probe.end().status == 0 else {
            try Test.cancel("the Python package docker is not installed")
        }
        let script = engine.root + "/client.py"
        try Data(Self.script.utf8).write(to: URL(filePath: script))
        let program = try ChildProgram(
            ["python3", script, "unix://\(engine.socket)"], environment: engine.environment)
        let outcome = try await program.end()
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output == "over\n")
    }

    private static let script = """
        import docker, sys

        client = docker.DockerClient(base_url=sys.argv[1])
        assert client.ping()
        assert client.containers.run("busybox", ["echo", "hello"], remove=True) == b"hello\\n"
        try:
            client.containers.run("busybox", ["sh", "-c", "echo bad >&2; exit 3"], remove=True)
            raise SystemExit("no error")
        except docker.errors.ContainerError as error:
            assert error.exit_status == 3 and b"bad" in error.stderr, error
        container = client.containers.run(
            "busybox", ["sh", "-c", "echo started; sleep 600"], detach=True, environment={"A": "1"}, labels={"l": "m"})
        assert container.status in ("created", "running")
        stream = container.logs(stream=True, follow=True)
        assert next(stream) == b"started\\n"
        assert container.exec_run(["sh", "-c", "echo $A"]) == (0, b"1\\n")
        code, (out, err) = container.exec_run(["sh", "-c", "echo o; echo e >&2; exit 4"], demux=True)
        assert (code, out, err) == (4, b"o\\n", b"e\\n")
        assert [c.id for c in client.containers.list(filters={"label": "l=m"})] == [container.id]
        container.stop(timeout=0)
        assert container.wait()["StatusCode"] == 137
        container.reload()
        assert container.status == "exited", container.status
        container.remove()
        try:
            client.containers.get(container.id)
            raise SystemExit("still there")
        except docker.errors.NotFound:
            pass
        assert "busybox:latest" in [t for i in client.images.list() for t in i.tags]
        print("over")
        """
}
