#define _GNU_SOURCE
#include "CLinuxSpawn.h"

const short clinux_spawn_setsid = POSIX_SPAWN_SETSID;

int clinux_spawn_add_chdir(posix_spawn_file_actions_t *actions, const char *path) {
    return posix_spawn_file_actions_addchdir_np(actions, path);
}
