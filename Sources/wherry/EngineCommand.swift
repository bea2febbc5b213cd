import ArgumentParser

/// A verb of the command line.
protocol EngineCommand: ParsableCommand, Action {}
