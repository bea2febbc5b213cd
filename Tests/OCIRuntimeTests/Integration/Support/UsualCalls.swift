/// What a shell of busybox needs, and a runtime that puts the filter on early.
enum UsualCalls {
    static let names = [
        "access", "arch_prctl", "brk", "chdir", "clone", "close", "dup", "dup2", "dup3", "close_range", "epoll_create1",
        "epoll_ctl", "epoll_pwait", "execve", "exit", "exit_group", "fstatfs", "madvise",
        "nanosleep", "setgroups", "sigaltstack", "tgkill", "capget",
        "faccessat", "faccessat2", "fcntl", "fork", "fstat", "getcwd", "getdents64", "getegid", "geteuid", "getgid",
        "getgroups", "getpgrp", "getpid", "getppid", "getrandom", "getuid", "ioctl", "lseek", "lstat", "mmap",
        "mprotect", "munmap", "newfstatat", "open", "pipe", "pipe2", "poll", "ppoll", "prctl", "pread64", "prlimit64",
        "readlink", "readlinkat", "readv", "rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend",
        "sched_yield", "set_robust_list", "set_tid_address", "setgid", "setuid", "stat", "statfs", "uname", "unlink",
        "vfork", "wait4", "writev",
    ]
}
