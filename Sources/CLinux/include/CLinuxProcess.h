// Making processes and holding on to them: clone3(2), pidfd_open(2), execveat(2), close_range(2), prctl(2).
#ifndef CLINUX_PROCESS_H
#define CLINUX_PROCESS_H

#include <malloc.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/// clone3(2) without shared memory, as fork(2): returns 0 in the child, its pid in the parent, or -1 with errno set.
/// `pidfd` receives a descriptor with CLONE_PIDFD; `cgroup` is used with CLONE_INTO_CGROUP. With CLONE_PARENT the child
/// ends by the signal that the caller ends by.
pid_t clinux_clone3(uint64_t flags, int *pidfd, int cgroup);
/// mallopt(3), and its parameters. Returns 0 where it fails.
static const int CLINUX_M_ARENA_MAX = M_ARENA_MAX;
static const int CLINUX_M_MMAP_THRESHOLD = M_MMAP_THRESHOLD;
int clinux_mallopt(int parameter, int value);
/// clone3(2) with CLONE_PARENT alone: as fork(2), but the caller's parent gets the child.
pid_t clinux_clone_sibling(void);
int clinux_pidfd_open(pid_t pid, unsigned int flags);
int clinux_pidfd_send_signal(int pidfd, int signal);
int clinux_execveat(int directory, const char *path, char *const arguments[], char *const environment[], int flags);
int clinux_close_range(unsigned int first, unsigned int last, unsigned int flags);
int clinux_prctl(int operation, unsigned long a, unsigned long b, unsigned long c, unsigned long d);
/// prlimit(2), setting only.
int clinux_prlimit(pid_t pid, int resource, const struct rlimit *limit);
int clinux_ioprio_set(int which, int who, int priority);
int clinux_set_mempolicy(int mode, const unsigned long *nodes, unsigned long maximum);

/// rt_sigaction(2) to the default, of any signal: the C library keeps two for itself, and has them ignored by what it
/// spawns.
int clinux_default_signal(int signal);

/// struct sched_attr of sched_setattr(2).
struct clinux_sched_attr {
    uint32_t size, sched_policy;
    uint64_t sched_flags;
    int32_t sched_nice;
    uint32_t sched_priority;
    uint64_t sched_runtime, sched_deadline, sched_period;
};
int clinux_sched_setattr(pid_t pid, const struct clinux_sched_attr *attributes);
/// sched_setaffinity(2) with a mask of `size` bytes.
int clinux_sched_setaffinity(pid_t pid, const void *mask, unsigned long size);

/// sched_getaffinity(2) into a mask of `size` bytes; returns how many were written.
int clinux_sched_getaffinity(pid_t pid, void *mask, unsigned long size);
int clinux_personality(unsigned long persona);

#endif
