import OCI
import Synchronization

/// Takes a layer in; the threads behind it inflate, hash and apply it.
final class LayerApplication: LayerWriter {
    private let request: LayerRequest
    private let staging: any LayerStaging
    private let state: Mutex<State>

    private enum State {
        case writing(LayerStream)
        /// Published, abandoned or failed: nothing is left to do.
        case ended
    }

    init(_ request: LayerRequest, _ staging: any LayerStaging) throws(SnapshotError) {
        guard request.diffID.algorithm == .sha256 else {
            staging.discard()
            throw SnapshotError(.invalidArgument, "diff id \(request.diffID): only sha256 is supported")
        }
        self.request = request
        self.staging = staging
        do {
            state = Mutex(.writing(LayerStream(try LayerPipeline(request, staging))))
        } catch {
            staging.discard()
            throw error
        }
    }

    deinit {
        abandon()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        try state.withLock { state throws(SnapshotError) in
            let stream = try Self.stream(state)
            do throws(SnapshotError) {
                try stream.write(bytes)
            } catch {
                state = .ended
                throw end(stream, after: error)
            }
        }
    }

    func finish() throws(SnapshotError) -> AppliedLayer {
        try state.withLock { state throws(SnapshotError) in
            let stream = try Self.stream(state)
            state = .ended
            do throws(SnapshotError) {
                let archive = try stream.finish()
                try check(archive.hash)
                try staging.publish(archive.tree)
                return AppliedLayer(
                    chainID: request.chainID, diffID: request.diffID, archiveSize: archive.size,
                    usage: archive.tree.usage)
            } catch {
                throw end(stream, after: error)
            }
        }
    }

    func abandon() {
        state.withLock { state in
            guard case .writing(let stream) = state else { return }
            state = .ended
            _ = end(stream, after: SnapshotError(.abandoned, "the layer was abandoned"))
        }
    }

    private static func stream(_ state: State) throws(SnapshotError) -> LayerStream {
        guard case .writing(let stream) = state else {
            throw SnapshotError(.abandoned, "the layer's writer has ended")
        }
        return stream
    }

    private func check(_ hash: [UInt8]) throws(SnapshotError) {
        guard hash != request.diffID.bytes else { return }
        let found = (try? Digest(.sha256, hash: hash))?.description ?? "nothing"
        throw SnapshotError(
            .digestMismatch,
            "the layer's archive is \(found), the image says \(request.diffID): it is damaged or forged")
    }

    private func end(_ stream: LayerStream, after error: SnapshotError) -> SnapshotError {
        stream.stop()
        staging.discard()
        return error
    }
}
