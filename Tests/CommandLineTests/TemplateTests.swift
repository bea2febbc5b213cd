import JSON
import TestSupport
import Testing

@testable import wherry

@Suite struct TemplateTests {
    private static let document = """
        {"Id":"abc","Name":"/web","N":3,"On":true,"Off":false,"Nothing":null,"List":["a","b"],"Empty":[],
         "State":{"Pid":42,"Status":"running"},"Labels":{"b.c":"2","a":"1"},
         "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}],"443/tcp":null}}
        """

    private func render(_ template: String) throws -> String {
        try Template(template).render(try JSONValue(json: Array(Self.document.utf8)))
    }

    @Test(arguments: [
        ("plain", "plain"), ("{{.Id}}", "abc"), ("{{.ID}} {{ .State.Pid }}", "abc 42"),
        ("{{json .State}}", #"{"Pid":42,"Status":"running"}"#),
        ("{{.State | json}}", #"{"Pid":42,"Status":"running"}"#), ("{{.List}}", "[a b]"),
        ("{{.Labels}}", "map[a:1 b.c:2]"),
        ("{{upper .Name}} {{.Name | lower | upper}}", "/WEB /WEB"), ("{{len .List}}{{len .Labels}}{{len .Id}}", "223"),
        ("{{join .List \", \"}}", "a, b"), ("{{split \"a:b\" \":\" | len}}", "2"), ("{{index .Labels \"b.c\"}}", "2"),
        ("{{index .List 1}}", "b"), ("{{if .On}}yes{{else}}no{{end}}", "yes"),
        ("{{if .Off}}yes{{else if .N}}n{{else}}no{{end}}", "n"),
        ("{{if not .Off}}x{{end}}", "x"), ("{{if and .On (eq .N 3)}}x{{end}}", "x"),
        ("{{if or .Off .Empty}}x{{else}}y{{end}}", "y"),
        ("{{range .List}}<{{.}}>{{end}}", "<a><b>"), ("{{range .Empty}}x{{else}}none{{end}}", "none"),
        ("{{range $i, $e := .List}}{{$i}}={{$e}};{{end}}", "0=a;1=b;"),
        ("{{range $k, $v := .Labels}}{{$k}}={{$v}} {{end}}", "a=1 b.c=2 "),
        ("{{range $p, $c := .Ports}}{{$p}}:{{if $c}}{{(index $c 0).HostPort}}{{end}} {{end}}", "443/tcp: 80/tcp:8080 "),
        ("{{with .State}}{{.Status}}{{end}}", "running"), ("{{$x := .N}}{{$x}}", "3"),
        ("{{range .List}}{{$.N}}{{end}}", "33"),
        ("{{println .Id}}", "abc\n"), ("{{print .Id \"-\" .N}}", "abc-3"),
        ("{{printf \"%-5s|%3d|%q\" .Id .N .Id}}", "abc  |  3|\"abc\""),
        ("{{truncate .Status 3}}", "!"), ("a {{- .N -}} b", "a3b"), ("{{/* note */}}x", "x"),
        ("{{\"q\\n\"}}{{`r\\n`}}", "q\nr\\n"),
        ("{{.Nothing}}", "<no value>"), ("{{eq .N 1 2 3}} {{lt 9 10}} {{ne .Id \"abc\"}}", "true true false"),
        ("{{title .State.Status}}", "Running"), ("{{pad .Id 1 2}}", " abc  "),
        ("{{json .Labels}}", #"{"b.c":"2","a":"1"}"#),
    ])
    func golden(_ template: String, _ expected: String) throws {
        guard expected != "!" else {
            #expect(throws: CommandLineError.self) { try render(template) }
            return
        }
        #expect(try render(template) == expected)
    }

    @Test(arguments: [
        "{{.Nosuch}}", "{{", "{{}}", "{{.Id", "{{end}}", "{{if .On}}", "{{range .List}}", "{{nosuch .Id}}",
        "{{template \"x\"}}",
        "{{.Id | .Name}}", "{{(.Id}}", "{{\"x}}", "{{index .List 9}}", "{{len .N}}", "{{$x}}", "{{/* x }}",
        "{{printf \"%z\" 1}}",
        "{{printf \"%d\" .Id}}", "{{range .N}}{{end}}", "{{else}}", "{{if .On}}{{else}}{{else}}{{end}}",
        "{{.Id .Name}}", "{{join .Id}}", "{{1x}}",
    ])
    func whatIsNotUnderstoodIsRefused(_ template: String) {
        #expect(throws: CommandLineError.self) { try render(template) }
    }

    @Test func deepNestingIsRefused() {
        #expect(throws: CommandLineError.self) { try Template("{{" + String(repeating: "(", count: 500) + ".") }
        #expect(throws: CommandLineError.self) { try Template(String(repeating: "{{if .}}", count: 500)) }
    }

    @Test func mutatedTemplates() throws {
        let seed = Array(
            "{{range $k, $v := .Labels}}{{if eq $k \"a\"}}{{$v | json}}{{else}}-{{end}}{{end}}{{.State.Pid}}".utf8)
        var generator = SplitMix(seed: 5)
        var understood = 0
        for _ in 0..<3000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 32...126, using: &generator)
            }
            if (try? render(String(decoding: bytes, as: UTF8.self))) != nil { understood += 1 }
        }
        #expect(understood > 10 && understood < 2990)
    }
}
