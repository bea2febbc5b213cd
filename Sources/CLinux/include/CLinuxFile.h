// File access beneath a directory: openat2(2).
#ifndef CLINUX_FILE_H
#define CLINUX_FILE_H

#include <linux/openat2.h>

/// openat2(2). Returns a descriptor, or -1 with errno set.
int clinux_openat2(int directory, const char *path, const struct open_how *how);
/// The magic number that fstatfs(2) gives, or -1 with errno set.
long clinux_filesystem_type(int descriptor);
/// getcwd(2) as the kernel answers it: `(unreachable)…` outside of the root, where the C library would search on.
long clinux_getcwd(char *buffer, unsigned long size);

#endif
