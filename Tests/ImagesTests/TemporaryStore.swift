import FoundationEssentials
import Images
import OCI

/// A content store and an image store in a directory of their own, which goes with the test.
struct TemporaryStore {
    let path: String
    let content: ContentStore
    let store: ImageStore

    static func run<Result>(_ body: (TemporaryStore) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "images-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let content = try ContentStore(path: "\(path)/content")
        let store = try ImageStore(path: "\(path)/state.db")
        defer { try? store.close() }
        return try body(TemporaryStore(path: path, content: content, store: store))
    }

    /// What an engine that is started anew sees.
    func reopened() throws -> ContentStore { try ContentStore(path: "\(path)/content") }

    var ingests: [String] { get throws { try names("ingest") } }
    var blobs: [String] { get throws { try names("blobs/sha256") } }

    func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/content/\(directory)").sorted()
    }

    func text(_ file: String) throws -> String {
        String(decoding: FileManager.default.contents(atPath: "\(path)/content/\(file)") ?? Data(), as: UTF8.self)
    }

    func overwrite(_ file: String, with bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/content/\(file)"))
    }
}

func digest(_ text: String) throws -> OCI.Digest { try OCI.Digest(of: Array(text.utf8)) }
