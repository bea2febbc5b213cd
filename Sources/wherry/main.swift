#if canImport(Glibc)
import Glibc
#endif

exit(Program(words: Array(CommandLine.arguments.dropFirst())).run().code)
