// A pointer of each thread's own, for who handles its system calls; null where no one does.
#ifndef CLINUX_HANDLER_H
#define CLINUX_HANDLER_H

void *clinux_thread_handler(void);
void clinux_set_thread_handler(void *handler);

#endif
