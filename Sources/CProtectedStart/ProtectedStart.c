#include <asm/statfs.h>
#include <linux/fcntl.h>
#include <linux/mount.h>

// ST_RDONLY of statfs(2), which only the C library's header has.
enum { read_only_mount = 1 };

// There is no thread-local storage yet, which the stack's protector needs.
#pragma clang attribute push(__attribute__((no_stack_protector)), apply_to = function)

#include "SystemCall.h"

static const char own[] = "/proc/self/exe";

// The C library's may be chosen by processor, which has not been done yet.
static int equal(const char *one, const char *other) {
    while (*one && *one == *other) one++, other++;
    return *one == *other;
}

// The words are not parsed yet: one that only looks like the command costs a needless execution.
static int may_enter_container(long count, char **words) {
    for (long i = 1; i < count; i++)
        if (equal(words[i], "run") || equal(words[i], "create") || equal(words[i], "exec")) return 1;
    return 0;
}

// Where it cannot be known, too: nothing is to be done about it here.
static int is_read_only(const char *path) {
    struct statfs filesystem;
    return system_call(__NR_statfs, path, &filesystem) != 0 || filesystem.f_flags & read_only_mount;
}

// Called by the entry point. Whatever fails here is tried again in `main`, which can tell why.
__attribute__((used, visibility("hidden"))) void protect_start(long *stack) {
    long count = stack[0];
    char **words = (char **)&stack[1], **environment = words + count + 1;
    if (!may_enter_container(count, words) || system_call(__NR_geteuid) != 0 || is_read_only(own)) return;
    long mount = system_call(__NR_open_tree, AT_FDCWD, own, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    if (mount < 0) return;
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
    if (system_call(__NR_mount_setattr, mount, "", AT_EMPTY_PATH, &attributes, sizeof attributes) == 0)
        system_call(__NR_execveat, mount, "", words, environment, AT_EMPTY_PATH);
    system_call(__NR_close, mount);
}

#pragma clang attribute pop
