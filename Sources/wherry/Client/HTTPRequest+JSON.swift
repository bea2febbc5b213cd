import JSON

extension HTTPRequest {
    static func get(_ path: RequestPath, _ query: [(name: String, value: String)] = []) -> HTTPRequest {
        HTTPRequest(method: .get, path: path, query: query)
    }

    static func post(_ path: RequestPath, _ query: [(name: String, value: String)] = []) -> HTTPRequest {
        HTTPRequest(method: .post, path: path, query: query)
    }

    static func delete(_ path: RequestPath, _ query: [(name: String, value: String)] = []) -> HTTPRequest {
        HTTPRequest(method: .delete, path: path, query: query)
    }

    static func post(
        _ path: RequestPath, _ query: [(name: String, value: String)] = [], json: some JSONRepresentable
    ) -> HTTPRequest {
        HTTPRequest(
            method: .post, path: path, query: query, headers: [("Content-Type", "application/json")],
            body: json.json())
    }
}

/// Query parameters that are left out where they say nothing.
struct QueryItems {
    private(set) var items: [(name: String, value: String)] = []

    mutating func add(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { items.append((name, value)) }
    }

    mutating func add(_ name: String, _ flag: Bool) {
        if flag { items.append((name, "1")) }
    }

    mutating func add(_ name: String, _ number: Int?) {
        if let number { items.append((name, String(number))) }
    }
}
