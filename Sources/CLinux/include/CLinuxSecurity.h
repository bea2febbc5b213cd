// Credentials of the calling thread alone (the C library's wrappers signal all threads), capabilities, keyrings,
// seccomp(2).
#ifndef CLINUX_SECURITY_H
#define CLINUX_SECURITY_H

#include <linux/filter.h>
#include <stdint.h>
#include <sys/types.h>

int clinux_setresuid(uid_t real, uid_t effective, uid_t saved);
int clinux_setresgid(gid_t real, gid_t effective, gid_t saved);
int clinux_setgroups(unsigned long count, const gid_t *groups);
/// capset(2) of the calling thread, version 3.
int clinux_capset(uint64_t effective, uint64_t permitted, uint64_t inheritable);
int clinux_capget(uint64_t *effective, uint64_t *permitted, uint64_t *inheritable);
/// keyctl(2), KEYCTL_JOIN_SESSION_KEYRING.
int clinux_join_session_keyring(const char *name);
/// SECCOMP_SET_MODE_FILTER; returns 0, or a descriptor with SECCOMP_FILTER_FLAG_NEW_LISTENER.
int clinux_seccomp_set_filter(unsigned int flags, const struct sock_fprog *program);

/// getauxval(3) of AT_EUID: the effective user that the program was executed as.
unsigned long clinux_executing_user(void);

#endif
