/// Credentials for a registry: the body of `POST /auth`, and in base64url the header `X-Registry-Auth`.
package struct AuthConfig: WireObject {
    @OmitEmpty package var username: String
    @OmitEmpty package var password: String
    /// `username:password` in base64, which replaces both.
    @OmitEmpty package var auth: String
    @OmitEmpty package var email: String
    @OmitEmpty package var serverAddress: String
    /// A token that is changed for access tokens, in place of a password.
    @OmitEmpty package var identityToken: String
    /// A token that is sent as it is.
    @OmitEmpty package var registryToken: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case username, password, auth, email, serverAddress = "serveraddress", identityToken = "identitytoken"
        case registryToken = "registrytoken"
    }
}

package struct AuthResponse: WireObject {
    @Field package var status: String
    @OmitEmpty package var identityToken: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case status = "Status", identityToken = "IdentityToken"
    }
}
