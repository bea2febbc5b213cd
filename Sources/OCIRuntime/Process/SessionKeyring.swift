import Linux
import SystemPackage

/// The session keyring of keyrings(7) that a container's processes share: without it they would have the caller's.
enum SessionKeyring {
    static func join(container id: String) throws(RuntimeError) {
        do { try ProcessHardening.joinKeyring(named: "_ses.\(id)") } catch
            where error.errno == .noFunction || error.errno == .diskQuotaExceeded
        {
            // A kernel without keyrings has none to share; a user over quota keeps an empty one of its own.
        } catch {
            throw RuntimeError("session keyring", error)
        }
    }
}
