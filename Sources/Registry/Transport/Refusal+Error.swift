import NIOHTTP1
import OCI

/// The words of a refusal. Where Docker's clients read them they are Docker's.
extension Refusal {
    func error(for subject: Subject, access: Access) -> RegistryError {
        switch status.code {
        case 401: refused(.unauthorized, access)
        case 403: refused(.denied, access)
        case 404: missing(subject, access)
        case 429:
            RegistryError(
                .tooManyRequests,
                "registry \(host) answers too many requests: wait, or log in to have a larger allowance",
                cause: summary,
                retryAfter: retryAfter)
        case 408, 500...:
            RegistryError(
                .unavailable, "registry \(host) failed on \(access.name): try again later", cause: summary,
                retryAfter: retryAfter)
        default: code == "DENIED" ? refused(.denied, access) : rejected(access)
        }
    }

    private func refused(_ code: RegistryError.Code, _ access: Access) -> RegistryError {
        guard let reference = access.reference else {
            let hint =
                code == .unauthorized ? "check the username and the password for \(host)" : "\(host) denies access"
            return RegistryError(code, hint, cause: summary)
        }
        let hint =
            switch access.action {
            case .pull: "repository does not exist or may require 'docker login'"
            case .push: "repository does not exist or may require 'docker login' with an account that may write there"
            }
        let verb = access.action == .pull ? "pull" : "push"
        return RegistryError(code, "\(verb) access denied for \(reference.familiarName), \(hint)", cause: summary)
    }

    private func missing(_ subject: Subject, _ access: Access) -> RegistryError {
        if code == "DENIED" { return refused(.denied, access) }
        if code == "NAME_UNKNOWN", let reference = access.reference {
            return RegistryError(.notFound, "repository \(reference.familiarName) not found", cause: summary)
        }
        switch subject {
        case .manifest(let reference):
            return RegistryError(.notFound, "manifest for \(reference.familiar) not found", cause: summary)
        case .blob(let digest):
            return RegistryError(.notFound, "blob \(digest) of \(access.name) not found at \(host)", cause: summary)
        case .upload:
            return RegistryError(.notFound, "\(host) takes no upload to \(access.name)", cause: summary)
        case .token, .login:
            return RegistryError(.notFound, "\(host) is no registry: it has no /v2/", cause: summary)
        }
    }

    private func rejected(_ access: Access) -> RegistryError {
        RegistryError(.rejected, "registry \(host) refuses the request for \(access.name)", cause: summary)
    }
}

extension Access {
    /// What messages call it.
    var name: String { reference?.familiarName ?? domain }
}
