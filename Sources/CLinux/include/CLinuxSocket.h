// Descriptors over unix(7) sockets: the CMSG macros are not there for Swift.
#ifndef CLINUX_SOCKET_H
#define CLINUX_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

/// sendmsg(2) of `count` bytes, with `descriptor` attached unless it is -1; never raises SIGPIPE.
ssize_t clinux_send_message(int socket, const void *bytes, size_t count, int descriptor);
/// recvmsg(2) of at most `count` bytes; `descriptor` receives the attached one, close-on-exec, or -1.
ssize_t clinux_receive_message(int socket, void *bytes, size_t count, int *descriptor);

#endif
