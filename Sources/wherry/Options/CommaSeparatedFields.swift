/// One record of comma-separated values (RFC 4180): a field in double quotes may hold commas.
enum CommaSeparatedFields {
    static func parse(_ text: String) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        for character in text {
            switch character {
            case "\"" where isQuoted || field.isEmpty: isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            default: field.append(character)
            }
        }
        return fields + [field]
    }
}
