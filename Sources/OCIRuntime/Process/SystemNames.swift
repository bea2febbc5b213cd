import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The names of the caller's UTS namespace.
enum SystemNames {
    static func set(host: String?, domain: String?) throws(RuntimeError) {
        if let host, !host.isEmpty {
            try doing("hostname") { () throws(SystemCallError) in
                try systemCall("sethostname", host) { sethostname(host, host.utf8.count) }
            }
        }
        if let domain, !domain.isEmpty {
            try doing("domainname") { () throws(SystemCallError) in
                try systemCall("setdomainname", domain) { setdomainname(domain, domain.utf8.count) }
            }
        }
    }
}
