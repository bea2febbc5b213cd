#define _GNU_SOURCE
#include "CLinuxProcess.h"
#include <linux/sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t clinux_clone3(uint64_t flags, int *pidfd, int cgroup) {
    struct clone_args arguments = {
        .flags = flags, .pidfd = (uint64_t)(uintptr_t)pidfd, .exit_signal = flags & CLONE_PARENT ? 0 : SIGCHLD,
        .cgroup = flags & CLONE_INTO_CGROUP ? (uint64_t)cgroup : 0};
    return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

int clinux_mallopt(int parameter, int value) { return mallopt(parameter, value); }

pid_t clinux_clone_sibling(void) {
    struct clone_args arguments = {.flags = CLONE_PARENT};
    return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

int clinux_pidfd_open(pid_t pid, unsigned int flags) { return (int)syscall(SYS_pidfd_open, pid, flags); }

int clinux_pidfd_send_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, (void *)0, 0);
}

int clinux_execveat(int directory, const char *path, char *const arguments[], char *const environment[], int flags) {
    return (int)syscall(SYS_execveat, directory, path, arguments, environment, flags);
}

int clinux_close_range(unsigned int first, unsigned int last, unsigned int flags) {
    return (int)syscall(SYS_close_range, first, last, flags);
}

int clinux_prctl(int operation, unsigned long a, unsigned long b, unsigned long c, unsigned long d) {
    return prctl(operation, a, b, c, d);
}

int clinux_prlimit(pid_t pid, int resource, const struct rlimit *limit) {
    return prlimit(pid, resource, limit, (struct rlimit *)0);
}

int clinux_ioprio_set(int which, int who, int priority) { return (int)syscall(SYS_ioprio_set, which, who, priority); }

int clinux_set_mempolicy(int mode, const unsigned long *nodes, unsigned long maximum) {
    return (int)syscall(SYS_set_mempolicy, mode, nodes, maximum);
}

int clinux_sched_setattr(pid_t pid, const struct clinux_sched_attr *attributes) {
    return (int)syscall(SYS_sched_setattr, pid, attributes, 0);
}

int clinux_sched_setaffinity(pid_t pid, const void *mask, unsigned long size) {
    return (int)syscall(SYS_sched_setaffinity, pid, size, mask);
}

int clinux_sched_getaffinity(pid_t pid, void *mask, unsigned long size) {
    return (int)syscall(SYS_sched_getaffinity, pid, size, mask);
}

int clinux_personality(unsigned long persona) { return personality(persona); }

int clinux_default_signal(int signal) {
    struct { void *handler; unsigned long flags; void *restorer; uint64_t mask; } action = {0};
    return (int)syscall(SYS_rt_sigaction, signal, &action, (void *)0, sizeof action.mask);
}
