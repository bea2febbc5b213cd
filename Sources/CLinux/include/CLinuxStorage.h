// What storage needs of the kernel and Swift's C library does not import: GNU calls, extended attributes, constants.
#ifndef CLINUX_STORAGE_H
#define CLINUX_STORAGE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    CLINUX_O_PATH = 010000000,
    CLINUX_AT_EMPTY_PATH = 0x1000,
    CLINUX_SEEK_DATA = 3,
    CLINUX_SEEK_HOLE = 4,
    CLINUX_RENAME_NOREPLACE = 1,
    CLINUX_RENAME_EXCHANGE = 2,
    CLINUX_SYNC_FILE_RANGE_WRITE = 2,
    CLINUX_FS_TOPDIR_FL = 0x00020000,
};

/// syncfs(2)
int clinux_syncfs(int descriptor);
/// sync_file_range(2)
int clinux_sync_file_range(int descriptor, int64_t offset, int64_t length, unsigned int flags);
/// copy_file_range(2), from and to the descriptors' own positions.
ssize_t clinux_copy_file_range(int input, int output, size_t length);
/// ioctl_ficlone(2)
int clinux_clone_file(int input, int output);
/// FS_IOC_GETFLAGS of ioctl_iflags(2)
int clinux_get_inode_flags(int descriptor, unsigned int *flags);
/// FS_IOC_SETFLAGS of ioctl_iflags(2)
int clinux_set_inode_flags(int descriptor, unsigned int flags);
/// renameat2(2)
int clinux_renameat2(int old_directory, const char *old_path, int new_directory, const char *new_path,
                     unsigned int flags);

/// fsetxattr(2)
int clinux_fsetxattr(int descriptor, const char *name, const void *value, size_t size);
/// lsetxattr(2)
int clinux_lsetxattr(const char *path, const char *name, const void *value, size_t size);
/// lgetxattr(2)
ssize_t clinux_lgetxattr(const char *path, const char *name, void *value, size_t size);
/// llistxattr(2)
ssize_t clinux_llistxattr(const char *path, char *list, size_t size);
/// lremovexattr(2)
int clinux_lremovexattr(const char *path, const char *name);

#endif
