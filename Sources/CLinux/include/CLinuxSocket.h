// Descriptors over unix(7) sockets: the CMSG macros are not there for Swift.
#ifndef CLINUX_SOCKET_H
#define CLINUX_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

/// SCM_MAX_FD of unix(7): the most descriptors in one message.
#define CLINUX_MAXIMUM_DESCRIPTORS 253

/// sendmsg(2) of `count` bytes, with `number` descriptors attached; never raises SIGPIPE.
ssize_t clinux_send_message(int socket, const void *bytes, size_t count, const int *descriptors, size_t number);
/// recvmsg(2) of at most `count` bytes; `descriptors`, with room for CLINUX_MAXIMUM_DESCRIPTORS, receives those that
/// were attached, close-on-exec, and `number` how many.
ssize_t clinux_receive_message(int socket, void *bytes, size_t count, int *descriptors, size_t *number);

/// accept4(2), close-on-exec, of one connection that may be long in coming: meanwhile the caller holds next to nothing of
/// its program's and libraries' files in memory (madvise(2) with MADV_DONTNEED). `pagemap` is of proc_pid_pagemap(5) of
/// the caller, which tells what it has not written to; where it is -1, all that it could write to is kept. `message` is
/// sent to the socket `told` once that is done; -1 tells no one.
int clinux_accept_with_few_pages(int listener, int pagemap, int told, unsigned char message);

#endif
