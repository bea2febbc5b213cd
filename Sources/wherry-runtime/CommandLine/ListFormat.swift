/// How lists are printed.
enum ListFormat: String, TextValue { case table, json }
