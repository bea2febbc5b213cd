#define _GNU_SOURCE
#include "CLinuxFile.h"
#include <sys/syscall.h>
#include <unistd.h>

int clinux_openat2(int directory, const char *path, const struct open_how *how) {
    return (int)syscall(SYS_openat2, directory, path, how, sizeof *how);
}
