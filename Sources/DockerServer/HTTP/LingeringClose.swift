import NIOCore

extension ChannelHandlerContext {
    /// How long a client may stay, or go on sending what nobody wants, after the last that is for it.
    private static let patience = TimeAmount.seconds(5)

    /// Ends the output when it is flushed, and waits for the client to go: closing at once would cut off what is still
    /// on its way. What the client sends meanwhile is the handler's to read and drop.
    ///
    /// - Parameter inputClosed: whether the client has ended its side; then nothing is waited for.
    func closeLingering(inputClosed: Bool) {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let flushed = eventLoop.makePromise(of: Void.self)
        close(mode: .output, promise: flushed)
        if inputClosed { return flushed.futureResult.whenComplete { _ in bound.value.close(promise: nil) } }
        eventLoop.scheduleTask(in: Self.patience) { bound.value.close(promise: nil) }
        read()
    }
}
