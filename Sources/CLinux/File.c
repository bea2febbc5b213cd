#define _GNU_SOURCE
#include "CLinuxFile.h"
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int clinux_openat2(int directory, const char *path, const struct open_how *how) {
    return (int)syscall(SYS_openat2, directory, path, how, sizeof *how);
}

long clinux_filesystem_type(int descriptor) {
    struct statfs information;
    return fstatfs(descriptor, &information) == 0 ? (long)information.f_type : -1;
}

long clinux_getcwd(char *buffer, unsigned long size) { return syscall(SYS_getcwd, buffer, size); }
