// The mount API of Linux 5.2: fsopen(2), mount_setattr(2) and their kin. All return -1 with errno set on failure.
#ifndef CLINUX_MOUNT_H
#define CLINUX_MOUNT_H

#include <stdint.h>

int clinux_fsopen(const char *type, unsigned int flags);
/// `value` and `extra` depend on `command`, as in fsconfig(2).
int clinux_fsconfig(int context, unsigned int command, const char *key, const void *value, int extra);
int clinux_fsmount(int context, unsigned int flags, unsigned int attributes);
int clinux_open_tree(int directory, const char *path, unsigned int flags);
int clinux_move_mount(int from, const char *from_path, int to, const char *to_path, unsigned int flags);
int clinux_mount_setattr(
    int directory, const char *path, unsigned int flags, uint64_t set, uint64_t clear, uint64_t propagation,
    uint64_t user_namespace);
int clinux_pivot_root(const char *new_root, const char *put_old);

#endif
