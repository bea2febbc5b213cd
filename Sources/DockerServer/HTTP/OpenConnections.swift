import NIOCore
import Synchronization

/// The connections of a server, so that it can end them.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var empty: EventLoopPromise<Void>?
    }
    private let state = Mutex(State())

    func add(_ channel: any Channel) {
        state.withLock { $0.channels[ObjectIdentifier(channel)] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in self?.remove(channel) }
    }

    private func remove(_ channel: any Channel) {
        let empty = state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = nil
            return state.channels.isEmpty ? state.empty : nil
        }
        empty?.succeed()
    }

    /// Asks each to end as soon as its answer is complete, and cuts off what has not ended within `limit`.
    func end(within limit: TimeAmount, on eventLoop: any EventLoop) async {
        let empty = eventLoop.makePromise(of: Void.self)
        let channels = state.withLock { state in
            state.empty = empty
            return Array(state.channels.values)
        }
        if channels.isEmpty { empty.succeed() }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        let deadline = eventLoop.scheduleTask(in: limit) {
            for channel in channels { channel.close(promise: nil) }
        }
        try? await empty.futureResult.get()
        deadline.cancel()
    }
}
