#define _GNU_SOURCE
#include "CLinuxStorage.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>
#include <unistd.h>

_Static_assert(CLINUX_O_PATH == O_PATH, "O_PATH");
_Static_assert(CLINUX_AT_EMPTY_PATH == AT_EMPTY_PATH, "AT_EMPTY_PATH");
_Static_assert(CLINUX_SEEK_DATA == SEEK_DATA, "SEEK_DATA");
_Static_assert(CLINUX_SEEK_HOLE == SEEK_HOLE, "SEEK_HOLE");
_Static_assert(CLINUX_RENAME_NOREPLACE == RENAME_NOREPLACE, "RENAME_NOREPLACE");
_Static_assert(CLINUX_RENAME_EXCHANGE == RENAME_EXCHANGE, "RENAME_EXCHANGE");
_Static_assert(CLINUX_SYNC_FILE_RANGE_WRITE == SYNC_FILE_RANGE_WRITE, "SYNC_FILE_RANGE_WRITE");
_Static_assert(CLINUX_FS_TOPDIR_FL == FS_TOPDIR_FL, "FS_TOPDIR_FL");

int clinux_syncfs(int descriptor) {
    return syncfs(descriptor);
}

int clinux_sync_file_range(int descriptor, int64_t offset, int64_t length, unsigned int flags) {
    return sync_file_range(descriptor, offset, length, flags);
}

ssize_t clinux_copy_file_range(int input, int output, size_t length) {
    return copy_file_range(input, NULL, output, NULL, length, 0);
}

int clinux_clone_file(int input, int output) {
    return ioctl(output, FICLONE, input);
}

int clinux_get_inode_flags(int descriptor, unsigned int *flags) {
    return ioctl(descriptor, FS_IOC_GETFLAGS, flags);
}

int clinux_set_inode_flags(int descriptor, unsigned int flags) {
    return ioctl(descriptor, FS_IOC_SETFLAGS, &flags);
}

int clinux_renameat2(int old_directory, const char *old_path, int new_directory, const char *new_path,
                     unsigned int flags) {
    return renameat2(old_directory, old_path, new_directory, new_path, flags);
}

int clinux_fsetxattr(int descriptor, const char *name, const void *value, size_t size) {
    return fsetxattr(descriptor, name, value, size, 0);
}

int clinux_lsetxattr(const char *path, const char *name, const void *value, size_t size) {
    return lsetxattr(path, name, value, size, 0);
}

ssize_t clinux_lgetxattr(const char *path, const char *name, void *value, size_t size) {
    return lgetxattr(path, name, value, size);
}

ssize_t clinux_llistxattr(const char *path, char *list, size_t size) {
    return llistxattr(path, list, size);
}

int clinux_lremovexattr(const char *path, const char *name) {
    return lremovexattr(path, name);
}
