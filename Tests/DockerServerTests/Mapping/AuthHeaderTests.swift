import DockerAPI
import FoundationEssentials
import Registry
import Testing

@testable import DockerServer

@Suite struct AuthHeaderTests {
    private func encoded(_ json: String) -> String {
        Data(json.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    @Test func base64urlWithAndWithoutPadding() throws {
        let text = encoded(#"{"username":"u>?","password":"p?>~"}"#)
        for header in [text, text.replacing("=", with: "")] {
            let account = try AuthConfig(header: header)
            #expect(account.username == "u>?" && account.password == "p?>~")
        }
    }

    @Test func nobody() throws {
        #expect(Credentials(try AuthConfig(header: "e30=")).isAnonymous)
    }

    @Test func aPairInBase64() throws {
        let pair = Data("name:pass:word".utf8).base64EncodedString()
        let credentials = Credentials(try AuthConfig(header: encoded(#"{"auth":"\#(pair)"}"#)))
        #expect(credentials.username == "name" && credentials.password == "pass:word")
    }

    @Test(arguments: ["?", "e30", "bm90IGpzb24=", "W10="])
    func malformed(_ header: String) {
        let accepted = (try? AuthConfig(header: header)) != nil
        #expect(accepted == (header == "e30"))
    }
}
