// What an event loop of one thread needs: epoll(7), signalfd(2), and descriptors made close-on-exec in one call.
#ifndef CLINUX_EVENTS_H
#define CLINUX_EVENTS_H

#include <sys/epoll.h>
#include <sys/signalfd.h>

/// F_SETPIPE_SZ of fcntl(2), which the C library shows to GNU sources only.
enum { CLINUX_F_SETPIPE_SZ = 1031 };

/// pipe2(2) with O_CLOEXEC: the read end, then the write end. Returns 0, or -1 with errno set.
int clinux_pipe(int descriptors[2]);

/// accept4(2) with SOCK_CLOEXEC and SOCK_NONBLOCK. Returns a descriptor, or -1 with errno set.
int clinux_accept(int listener);

/// eventfd(2) that counts from 0, close-on-exec; a read of 0 does not wait.
int clinux_eventfd(void);

#endif
