/// A message of the D-Bus specification, "Message Format".
struct BusMessage: Equatable, Sendable {
    enum Kind: UInt8, Sendable { case call = 1, reply, error, signal }
    /// Header fields by their codes.
    enum Field: UInt8, Sendable {
        case path = 1, interface, member, errorName, replySerial, destination, sender, signature
    }

    var kind: Kind
    var serial: UInt32 = 0
    var fields: [Field: BusValue] = [:]
    var body: [BusValue] = []

    init(_ kind: Kind, _ fields: [Field: BusValue], _ body: [BusValue]) {
        self.kind = kind
        self.fields = fields
        self.body = body
    }

    static let headerSize = 16
    /// What the specification allows.
    static let maximumSize = 128 << 20

    var bytes: [UInt8] {
        var body = BusWriter()
        for value in self.body { body.append(value) }
        var fields = fields
        let signature = self.body.map(\.signature).joined()
        if !signature.isEmpty { fields[.signature] = .signature(signature) }
        var writer = BusWriter()
        for byte in [UInt8(ascii: "l"), kind.rawValue, 0, 1] { writer.append(.byte(byte)) }
        writer.append(.uint32(UInt32(body.bytes.count)))
        writer.append(.uint32(serial))
        let list = fields.sorted { $0.key.rawValue < $1.key.rawValue }.map { field, value in
            BusValue.structure([.byte(field.rawValue), .variant(value)])
        }
        writer.append(.array("(yv)", list))
        writer.align(8)
        return writer.bytes + body.bytes
    }

    /// How long a message is, by its first 16 bytes; `nil` for what is none.
    static func size(_ header: [UInt8]) -> Int? {
        guard header.count >= headerSize, header[0] == UInt8(ascii: "l") else { return nil }
        func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(header[place + $1]) << ($1 * 8) } }
        let size = headerSize + (number(12) + 7) / 8 * 8 + number(4)
        return size <= maximumSize ? size : nil
    }

    init?(_ bytes: [UInt8]) {
        guard let size = Self.size(bytes), size == bytes.count, let kind = Kind(rawValue: bytes[1]) else { return nil }
        var reader = BusReader(bytes)
        guard let header = reader.read("yyyyuua(yv)"), case .uint32(let serial) = header[5],
            case .array(_, let list) = header[6]
        else { return nil }
        self.kind = kind
        self.serial = serial
        for case .structure(let members) in list {
            guard case .byte(let code) = members[0], case .variant(let value) = members[1] else { return nil }
            if let field = Field(rawValue: code) { fields[field] = value }
        }
        reader.align(8)
        guard let body = reader.read(fields[.signature]?.text ?? "") else { return nil }
        self.body = body
    }
}
