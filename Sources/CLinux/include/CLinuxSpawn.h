// Starting and watching processes: what <spawn.h> and <sys/syscall.h> keep from Swift.
#ifndef CLINUX_SPAWN_H
#define CLINUX_SPAWN_H

#include <spawn.h>
#include <sys/types.h>

/// POSIX_SPAWN_SETSID of posix_spawn(3): the child leads a session of its own.
extern const short clinux_spawn_setsid;

/// posix_spawn_file_actions_addchdir_np(3). Returns 0 or an error number.
int clinux_spawn_add_chdir(posix_spawn_file_actions_t *actions, const char *path);

#endif
