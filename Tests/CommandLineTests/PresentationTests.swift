import DockerAPI
import Testing

@testable import wherry

@Suite struct PresentationTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        var table = Table(header: ["ID", "LONG HEADING", "NAMES"])
        table.append(["0123456789ab", "x", "web"])
        #expect(table.text == "ID             LONG HEADING   NAMES\n0123456789ab   x              web\n")
    }

    @Test func listings() throws {
        var listing = Listing(fields: [.init("ID", "THE ID"), .init("Name", "NAME")], columns: ["ID", "Name"])
        let rows = [["ID": "1", "Name": "a"], ["ID": "2", "Name": "b"]]
        #expect(try listing.render(rows) == "THE ID    NAME\n1         a\n2         b\n")
        listing.format = "{{.Name}}:{{.ID}}"
        #expect(try listing.render(rows) == "a:1\nb:2\n")
        listing.format = "table {{.Name}}\\t{{.ID}}"
        #expect(try listing.render(rows) == "NAME      THE ID\na         1\nb         2\n")
        listing.format = "json"
        #expect(try listing.render(rows) == "{\"ID\":\"1\",\"Name\":\"a\"}\n{\"ID\":\"2\",\"Name\":\"b\"}\n")
        listing.format = #"{{.Name}} {{.Label "c.d"}}"#
        #expect(try listing.render(rows, labels: [["c.d": "x,y=z"], [:]]) == "a x,y=z\nb \n")
        #expect(throws: CommandLineError.self) { try listing.render(rows) }
        listing.format = #"table {{.Name}}\t{{.Label "c.d"}}"#
        #expect(try listing.render([rows[0]], labels: [["c.d": "x"]]) == "NAME      c.d\na         x\n")
        listing.format = "{{json .}}"
        #expect(try listing.render([rows[0]], labels: [["c.d": "x"]]) == "{\"ID\":\"1\",\"Name\":\"a\"}\n")
    }

    /// A mistake in a template is one whether there is something to list or not.
    @Test(arguments: [
        "{{.Nosuch}}", "table {{.Nosuch}}", "{{if .Name}}{{.Nosuch}}{{end}}",
        "{{range .Name}}{{else}}{{.Nosuch}}{{end}}",
        "{{with .ID}}{{$.Nosuch}}{{end}}", "{{.Nosuch | upper}}", "{{$x := .Nosuch.Part}}", "{{.Label \"x\"}}",
        "{{nosuch}}",
    ])
    func mistakesInAFormat(format: String) {
        let listing = Listing(fields: [.init("ID", "ID"), .init("Name", "N")], columns: ["ID"], format: format)
        #expect(throws: CommandLineError.self) { try listing.render([]) }
        #expect(throws: CommandLineError.self) { try listing.render([["ID": "1", "Name": "a"]]) }
    }

    @Test(arguments: [
        "{{.ID}}", "table {{.name}}", "{{with .Name}}{{.}}{{end}}", "{{json .}}", "json", "", "{{\"x\"}}",
    ])
    func formatsOfAnEmptyList(format: String) throws {
        let listing = Listing(fields: [.init("ID", "ID"), .init("Name", "N")], columns: ["ID"], format: format)
        #expect(try listing.render([]).split(separator: "\n").count <= 1)
    }

    @Test(arguments: [
        (-5, "Less than a second"), (0, "Less than a second"), (1, "1 second"), (59, "59 seconds"),
        (60, "About a minute"),
        (119, "About a minute"), (120, "2 minutes"), (3599, "59 minutes"), (3600, "About an hour"), (7200, "2 hours"),
        (172_799, "2 days"), (86_400 * 14, "2 weeks"), (86_400 * 60, "2 months"), (86_400 * 730, "2 years"),
    ])
    func durationsInWords(_ seconds: Int, _ words: String) {
        #expect(Ago.words(seconds) == words)
    }

    @Test func sizes() {
        #expect(
            ByteSize.decimal(0) == "0B" && ByteSize.decimal(999) == "999B" && ByteSize.decimal(1_234_567) == "1.23MB")
        #expect(ByteSize.decimal(4_500_000) == "4.5MB" && ByteSize.decimal(1_234_567, digits: 4) == "1.235MB")
        #expect(ByteSize.binary(1536) == "1.5KiB" && ByteSize.binary(16 << 30) == "16GiB")
        #expect(
            Decimals.fixed(12.345, 2) == "12.35" && Decimals.fixed(0, 2) == "0.00"
                && Decimals.fixed(-0.001, 2) == "0.00")
        #expect(Decimals.fixed(.infinity, 2) == "∞")
    }

    @Test func ports() {
        let port = { (ip: String, own: Int, host: Int, type: String) in
            var port = PortSummary()
            (port.ip, port.privatePort, port.publicPort, port.type) = (ip, own, host, type)
            return port
        }
        #expect(PortList.text([]) == "")
        #expect(
            PortList.text([port("", 80, 0, "tcp"), port("", 81, 0, "tcp"), port("", 90, 0, "udp")])
                == "80-81/tcp, 90/udp")
        #expect(PortList.text([port("0.0.0.0", 80, 8080, "tcp")]) == "0.0.0.0:8080->80/tcp")
        let ranges = [port("0.0.0.0", 81, 81, "tcp"), port("::", 80, 80, "tcp"), port("0.0.0.0", 80, 80, "tcp")]
        #expect(PortList.text(ranges) == "0.0.0.0:80-81->80-81/tcp, [::]:80->80/tcp")
    }

    @Test func identifiersAndEllipses() {
        #expect(ShortText.id("sha256:0123456789abcdef") == "0123456789ab" && ShortText.id("short") == "short")
        #expect(
            ShortText.ellipsis("0123456789", 10) == "0123456789"
                && ShortText.ellipsis("0123456789a", 10) == "012345678…")
    }
}

@Suite struct ProgressDisplayTests {
    private func message(_ id: String, _ status: String, _ current: Int? = nil, _ total: Int = 0) -> ProgressMessage {
        var message = ProgressMessage()
        (message.id, message.status) = (id, status)
        if let current {
            var detail = ProgressDetail()
            (detail.current, detail.total) = (current, total)
            message.progressDetail = detail
        }
        return message
    }

    private func show(_ messages: [ProgressMessage], width: Int?, isQuiet: Bool = false) throws -> String {
        let capture = try Capture()
        var display = ProgressDisplay(
            output: OutputStream(descriptor: capture.descriptor), isQuiet: isQuiet, width: width)
        for message in messages { try display.show(message) }
        try display.finish()
        return capture.text
    }

    private var pull: [ProgressMessage] {
        [
            message("latest", "Pulling from library/busybox"), message("aa", "Pulling fs layer", 0),
            message("bb", "Pulling fs layer", 0), message("aa", "Downloading", 500, 1000),
            message("aa", "Downloading", 1000, 1000),
            message("aa", "Pull complete", 0), message("", "Digest: sha256:00"),
        ]
    }

    @Test func plainLinesOffATerminal() throws {
        #expect(
            try show(pull, width: nil) == """
                latest: Pulling from library/busybox
                aa: Pulling fs layer
                bb: Pulling fs layer
                aa: Downloading
                aa: Pull complete
                Digest: sha256:00

                """)
    }

    @Test func linesAreDrawnAnewOnATerminal() throws {
        let text = try show(pull, width: 80)
        #expect(text.contains("\u{1B}[2A\r\u{1B}[2Kaa: Downloading ["))
        #expect(text.contains("500B/1kB\u{1B}[2B\r"))
        #expect(text.hasSuffix("Digest: sha256:00\n"))
    }

    @Test func bars() {
        #expect(
            ProgressBar.line(message("aa", "Downloading", 500, 1000), width: 48)
                == "aa: Downloading [=========>         ]  500B/1kB")
        #expect(ProgressBar.line(message("aa", "Downloading", 2000, 1000), width: 40).contains("[============]"))
        #expect(ProgressBar.line(message("aa", "Downloading", 500, 1000), width: 20) == "aa: Downloading 500B/1kB")
        #expect(ProgressBar.line(message("aa", "Waiting"), width: 20) == "aa: Waiting")
    }

    @Test func errorsEndIt() throws {
        var failure = ProgressMessage()
        failure.error = "no space left"
        #expect(throws: CommandLineError.self) { try show([failure], width: nil) }
        #expect(try show(pull, width: nil, isQuiet: true) == "")
    }
}
