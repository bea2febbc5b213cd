import Glibc
import SystemPackage

/// Where this program is, and with it the programs that it starts.
struct ProgramDirectory {
    private let path: String

    init() throws(DaemonError) {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        guard length > 0 else {
            throw DaemonError("cannot read /proc/self/exe: \(Errno(rawValue: errno)); is /proc mounted?")
        }
        let program = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = FilePath(program).removingLastComponent().string
    }

    func path(of program: String) throws(DaemonError) -> String {
        let file = "\(path)/\(program)"
        guard access(file, X_OK) == 0 else {
            throw DaemonError("\(file) is missing or not executable: install \(program) beside wherryd")
        }
        return file
    }
}
