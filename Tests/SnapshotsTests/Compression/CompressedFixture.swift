import CISAL
import CZstd
import TestSupport

@testable import Snapshots

/// Bytes, compressed in memory.
enum CompressedFixture {
    /// One gzip member.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1024 + bytes.count / 64)
        let length = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
                defer { stream.deallocate() }
                isal_deflate_stateless_init(stream)
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                stream.pointee.end_of_stream = 1
                stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
                return isal_deflate_stateless(stream) == COMP_OK ? Int(stream.pointee.total_out) : 0
            }
        }
        return Array(output.prefix(length))
    }

    /// One zstd frame.
    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let length = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
        return Array(output.prefix(length))
    }

    static func compress(_ bytes: [UInt8], _ compression: Compression) -> [UInt8] {
        switch compression {
        case .none: bytes
        case .gzip: gzip(bytes)
        case .zstd: zstd(bytes)
        }
    }

    /// Half noise, half runs: the same each time.
    static func content(_ count: Int) -> [UInt8] {
        var generator = SplitMix(seed: UInt64(count))
        var bytes: [UInt8] = []
        while bytes.count < count {
            let value = UInt8.random(in: 0...255, using: &generator)
            bytes += [UInt8](repeating: value, count: Bool.random(using: &generator) ? 1 : Int(value))
        }
        return Array(bytes.prefix(count))
    }
}
