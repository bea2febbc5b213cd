package import JSON

/// Credentials for a registry: the body of `POST /auth`, and in base64url the header `X-Registry-Auth`.
package struct AuthConfig: WireObject {
    package var username = ""
    package var password = ""
    /// `username:password` in base64, which replaces both.
    package var auth = ""
    package var email = ""
    package var serverAddress = ""
    /// A token that is changed for access tokens, in place of a password.
    package var identityToken = ""
    /// A token that is sent as it is.
    package var registryToken = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("username", &username)
        try members.omitEmpty("password", &password)
        try members.omitEmpty("auth", &auth)
        try members.omitEmpty("email", &email)
        try members.omitEmpty("serveraddress", &serverAddress)
        try members.omitEmpty("identitytoken", &identityToken)
        try members.omitEmpty("registrytoken", &registryToken)
    }
}

package struct AuthResponse: WireObject {
    package var status = ""
    package var identityToken = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Status", &status)
        try members.omitEmpty("IdentityToken", &identityToken)
    }
}
