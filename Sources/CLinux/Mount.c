#define _GNU_SOURCE
#include "CLinuxMount.h"
#include <sys/syscall.h>
#include <unistd.h>

int clinux_fsopen(const char *type, unsigned int flags) { return (int)syscall(SYS_fsopen, type, flags); }

int clinux_fsconfig(int context, unsigned int command, const char *key, const void *value, int extra) {
    return (int)syscall(SYS_fsconfig, context, command, key, value, extra);
}

int clinux_fsmount(int context, unsigned int flags, unsigned int attributes) {
    return (int)syscall(SYS_fsmount, context, flags, attributes);
}

int clinux_open_tree(int directory, const char *path, unsigned int flags) {
    return (int)syscall(SYS_open_tree, directory, path, flags);
}

int clinux_move_mount(int from, const char *from_path, int to, const char *to_path, unsigned int flags) {
    return (int)syscall(SYS_move_mount, from, from_path, to, to_path, flags);
}

int clinux_mount_setattr(
    int directory, const char *path, unsigned int flags, uint64_t set, uint64_t clear, uint64_t propagation,
    uint64_t user_namespace) {
    struct { uint64_t attr_set, attr_clr, propagation, userns_fd; } attributes = {
        set, clear, propagation, user_namespace};
    return (int)syscall(SYS_mount_setattr, directory, path, flags, &attributes, sizeof attributes);
}

int clinux_pivot_root(const char *new_root, const char *put_old) {
    return (int)syscall(SYS_pivot_root, new_root, put_old);
}
