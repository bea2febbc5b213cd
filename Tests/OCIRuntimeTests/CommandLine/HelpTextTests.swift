import Testing

@testable import wherry_runtime

struct HelpTextTests {
    @Test func theHelpOfACommandIsMadeOfItsDeclaration() {
        let expected = """
            NAME:
               wherry-runtime kill - Send a signal to a container.

            USAGE:
               wherry-runtime kill [command options] <container-id> [signal]

            OPTIONS:
               --all, -a   To every process of the container.
               --help, -h  Show this.
            """
        #expect(HelpText("wherry-runtime", RuntimeProgram.Kill.self).text == expected)
    }

    @Test func anOptionsValueHasItsForm() {
        let lines = HelpText("wherry-runtime", RuntimeProgram.Exec.self).text.split(separator: "\n")
        #expect(lines.contains("   wherry-runtime exec [command options] <container-id> [command...]"))
        #expect(lines.contains { $0.hasPrefix("   --env, -e NAME=VALUE  ") })
    }
}
