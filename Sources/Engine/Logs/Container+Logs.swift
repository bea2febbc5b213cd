extension Container {
    /// - Throws: `invalidArgument` when no stream is asked for, `notImplemented` when the container keeps no log.
    func logs(_ options: LogOptions, watcher: DirectoryWatcher) async throws(EngineError) -> LogStream {
        guard options.output || options.error else {
            throw EngineError(.invalidArgument, "Bad parameters: you must choose at least one stream")
        }
        guard record.configuration.log.driver == .jsonFile else {
            throw EngineError(.notImplemented, "configured logging driver does not support reading")
        }
        let directory = services.store.directory(of: id)
        let terminal = record.configuration.terminal
        let changes = options.follow ? try await followLog(in: directory.path, watcher: watcher) : nil
        let source = try await services.work.run(while: "open the log of \(record.name)") {
            LogSource(try LogFileReader(path: directory.log, options: options, terminal: terminal))
        }
        return LogStream(source: source, changes: changes, work: services.work)
    }

    /// Changes of the log until the container ends; an ended one's stream is over at once.
    private func followLog(in directory: String, watcher: DirectoryWatcher) async throws(EngineError) -> AsyncStream<
        Void
    > {
        let exit = record.state.phase == .running ? waiters.add(.nextExit) : nil
        let (stream, continuation) = try await services.work.run(while: "watch the log of \(record.name)") {
            try watcher.watch(directory)
        }
        guard let exit else {
            continuation.finish()
            return stream
        }
        let end = Task {
            _ = await exit.status()
            continuation.finish()
        }
        let forget = continuation.onTermination
        continuation.onTermination = { reason in
            end.cancel()
            forget?(reason)
        }
        return stream
    }
}
