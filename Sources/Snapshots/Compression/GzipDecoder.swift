import CISAL

/// gzip (RFC 1952) by ISA-L's igzip: any number of members, one after the other; zeros may follow the last one, as
/// tapes and block devices leave them. Checks each member's CRC-32 and length.
final class GzipDecoder: Decompressor {
    private enum Position { case start, inMember, betweenMembers, inPadding }

    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    /// What ISA-L reads: it steps back by up to eight bytes at a member's end, also over the seam of two calls, so the
    /// bytes before the current ones stay in front of them.
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: history + chunk, alignment: 64)
    private var held = 0
    private var position = Position.start

    private static let history = 64
    private static let chunk = 128 << 10

    init() {
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
    }

    deinit {
        buffer.deallocate()
        state.deallocate()
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: some ByteSink) throws(SnapshotError) {
        var rest = input[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.chunk)
            load(UnsafeRawBufferPointer(rebasing: part))
            repeat { try step(output) } while state.pointee.avail_in > 0 || holdsOutput
            rest = rest.dropFirst(part.count)
        }
    }

    func finish() throws(SnapshotError) {
        guard position == .betweenMembers || position == .inPadding else {
            throw SnapshotError(.invalidCompression, "the gzip stream is cut short")
        }
    }

    /// Puts `part` behind the last bytes of what came before it, all of which has been used.
    private func load(_ part: UnsafeRawBufferPointer) {
        guard let base = buffer.baseAddress, let source = part.baseAddress else { return }
        base.copyMemory(from: base.advanced(by: held), byteCount: Self.history)
        let start = base.advanced(by: Self.history)
        start.copyMemory(from: source, byteCount: part.count)
        held = part.count
        state.pointee.next_in = start.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_in = UInt32(part.count)
    }

    private func step(_ output: some ByteSink) throws(SnapshotError) {
        switch position {
        case .start, .inMember:
            position = .inMember
            try inflate(output)
        case .betweenMembers: beginNext()
        case .inPadding: try skipZeros()
        }
    }

    private func inflate(_ output: some ByteSink) throws(SnapshotError) {
        let space = try output.space()
        state.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(space.count)
        let status = isal_inflate(state)
        guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT || status == ISAL_OUT_OVERFLOW else {
            throw Self.failure(status)
        }
        try output.advance(by: space.count - Int(state.pointee.avail_out))
        if state.pointee.block_state == ISAL_BLOCK_FINISH { position = .betweenMembers }
    }

    /// Whether ISA-L may keep bytes back for want of room.
    private var holdsOutput: Bool { position == .inMember && state.pointee.avail_out == 0 }

    private func beginNext() {
        guard state.pointee.next_in.pointee != 0 else {
            position = .inPadding
            return
        }
        let input = (state.pointee.next_in, state.pointee.avail_in)
        isal_inflate_reset(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
        (state.pointee.next_in, state.pointee.avail_in) = input
        position = .inMember
    }

    private func skipZeros() throws(SnapshotError) {
        while state.pointee.avail_in > 0 {
            guard state.pointee.next_in.pointee == 0 else {
                throw SnapshotError(.invalidCompression, "the gzip stream is followed by something that is not gzip")
            }
            state.pointee.next_in += 1
            state.pointee.avail_in -= 1
        }
    }

    private static func failure(_ status: Int32) -> SnapshotError {
        let reason =
            switch status {
            case ISAL_INVALID_BLOCK: "invalid block"
            case ISAL_INVALID_SYMBOL: "invalid symbol"
            case ISAL_INVALID_LOOKBACK: "reference to before the start"
            case ISAL_INVALID_WRAPPER: "invalid header"
            case ISAL_UNSUPPORTED_METHOD: "unknown compression method"
            case ISAL_INCORRECT_CHECKSUM: "wrong checksum"
            default: "igzip status \(status)"
            }
        return SnapshotError(.invalidCompression, "the gzip stream is damaged: \(reason)")
    }
}
