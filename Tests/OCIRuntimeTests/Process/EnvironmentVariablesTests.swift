import Testing

@testable import OCIRuntime

struct EnvironmentVariablesTests {
    @Test func ofOneNameTheLastIsKept() {
        let variables = EnvironmentVariables(
            ["PATH=/a", "HOME=/h", "A=1", "PATH=/b", "A=", "AB=2", "=x", "plain", "A=b=c"], user: 0)
        #expect(variables.values == ["PATH=/b", "HOME=/h", "A=b=c", "AB=2", "=x", "plain"])
    }

    /// Of user 0 in this machine's own file.
    @Test func aHomeIsAdded() {
        #expect(EnvironmentVariables(["A=1"], user: 0).values == ["A=1", "HOME=/root"])
        #expect(EnvironmentVariables(["HOMER=1"], user: 0).values == ["HOMER=1", "HOME=/root"])
        #expect(EnvironmentVariables(["HOME="], user: 0).values == ["HOME="])
    }
}
