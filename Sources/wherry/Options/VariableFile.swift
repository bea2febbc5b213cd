import Linux

/// Files of `--env-file` and `--label-file`: a variable a line, comments begin with `#`.
struct VariableFile {
    /// In bytes.
    private static let sizeLimit = 4 << 20

    let lines: [String]

    init(path: String, for flag: String) throws {
        let text: String
        do { text = try SmallFile.read(path, limit: Self.sizeLimit) } catch {
            throw CommandLineError.invalid("cannot read '\(path)' for \(flag): \(error.errno)")
        }
        try self.init(text: text, path: path)
    }

    init(text: String, path: String) throws {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        lines = try text.split(whereSeparator: \.isNewline).compactMap { line in
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return nil }
            let name = trimmed.prefix { $0 != "=" }
            guard !name.isEmpty, !name.contains(where: { $0 == " " || $0 == "\t" }) else {
                throw CommandLineError.invalid("\(path): variable '\(name)' has white space in its name or none at all")
            }
            return String(trimmed)
        }
    }
}

/// The variables of `--env-file` and `--env`, the later of which count.
enum EnvironmentVariables {
    /// A name alone takes its value from `environment`; where it has none, a file's is left out, and a flag's removes
    /// the image's.
    static func resolve(files: [VariableFile], flags: [String], environment: Environment) throws -> [String] {
        let fromFiles = files.flatMap(\.lines).compactMap { line in
            line.contains("=") ? line : environment[line].map { "\(line)=\($0)" }
        }
        let fromFlags = try flags.map { word in
            guard !word.isEmpty, !word.hasPrefix("=") else {
                throw CommandLineError.invalid(
                    "invalid environment variable '\(word)'", hint: "expected NAME=value or NAME")
            }
            return word.contains("=") ? word : environment[word].map { "\(word)=\($0)" } ?? word
        }
        return fromFiles + fromFlags
    }
}
