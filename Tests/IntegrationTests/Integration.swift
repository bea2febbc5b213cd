import Glibc
import Testing

/// The built programs, driven as their users drive them: by Docker's command line and by wherry's own.
@Suite(
    .enabled(if: geteuid() == 0, "an engine needs root: it mounts, and makes namespaces and cgroups"),
    .sharedEngine, .concurrent(atMost: 4))
struct Integration {}
