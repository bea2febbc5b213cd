import ArgumentParser
import TestSupport
import Testing

@testable import wherryd

@Suite struct DaemonSettingsTests {
    private func settings(_ json: String) throws -> DaemonSettings {
        try DaemonSettings(file: Array(json.utf8), path: "daemon.json")
    }

    @Test func theKeysAreThoseOfDaemonJSON() throws {
        let settings = try settings(
            """
            {"data-root":"/d","exec-root":"/e","hosts":["unix:///s"],"pidfile":"/p","log-level":"warn","debug":true,
            "group":"g","insecure-registries":["r:5000"],"registry-mirrors":["http://m"],"storage-driver":"copy",
            "bridge":"b0","bip":"10.9.0.1/24","tls":true,"tlsverify":true,"tlscacert":"/ca","tlscert":"/c",
            "tlskey":"/k",
            "log-opts":{"max-size":"1m"},"shutdown-timeout":3}
            """)
        #expect(settings.dataRoot == "/d" && settings.hosts == ["unix:///s"] && settings.logOpts == ["max-size": "1m"])
        #expect(settings.shutdownTimeout == 3 && settings.insecureRegistries == ["r:5000"])
    }

    /// A setting that is forgotten in the list of members would be ignored in the file.
    @Test func everySettingIsAMember() {
        let names = MemberNames(of: DaemonSettings.self)
        #expect(names.listed.map { $0.filter { $0 != "-" } } == names.stored.map { $0.lowercased() })
    }

    @Test(arguments: [
        (#"{"data-rot":"/d","colour":1}"#, "colour, data-rot"), ("[]", "JSON object"), ("{", "JSON object"),
        (#"{"hosts":"unix:///s"}"#, "hosts"),
    ])
    func badFilesAreNamed(_ json: String, _ part: String) {
        #expect {
            _ = try settings(json)
        } throws: {
            "\($0)".contains(part) && "\($0)".contains("daemon.json")
        }
    }

    @Test func whatIsGivenTwiceIsRefused() throws {
        var flags = DaemonSettings()
        flags.logLevel = "debug"
        flags.dataRoot = "/a"
        let file = try settings(#"{"log-level":"warn","bip":"10.9.0.1/24"}"#)
        #expect {
            _ = try flags.merging(file: file, path: "daemon.json")
        } throws: {
            "\($0)".contains("both as a flag and in daemon.json: log-level")
        }
        flags.logLevel = nil
        let merged = try flags.merging(file: file, path: "daemon.json")
        #expect(merged.dataRoot == "/a" && merged.logLevel == "warn" && merged.bip == "10.9.0.1/24")
    }

    @Test(arguments: [
        (["--log-opt", "max-size"], "max-size"), (["--no-such-flag"], "no-such-flag"),
        (["--shutdown-timeout", "soon"], "soon"),
    ])
    func badFlags(_ arguments: [String], _ part: String) {
        #expect {
            _ = try DaemonFlags.parse(arguments).settings
        } throws: {
            "\($0)".contains(part) || DaemonFlags.message(for: $0).contains(part)
        }
    }
}

@Suite struct DataRootLockTests {
    @Test func onlyOneEngineHasADataRoot() throws {
        let root = try TemporaryRoot()
        let first = try DataRootLock(dataRoot: root.path + "/data")
        #expect {
            _ = try DataRootLock(dataRoot: root.path + "/data")
        } throws: {
            "\($0)".contains("in use by the engine with process id")
        }
        _ = consume first
        _ = try DataRootLock(dataRoot: root.path + "/data")
    }

    @Test func aPidFileOfALivingProcessIsLeftAlone() throws {
        let root = try TemporaryRoot()
        let path = root.path + "/pid"
        try root.write("1\n", to: path)
        #expect { try ProcessIDFile.write(path) } throws: { "\($0)".contains("process 1") }
        try root.write("999999999\n", to: path)
        try ProcessIDFile.write(path)
    }
}
