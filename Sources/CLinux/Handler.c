#include "CLinuxHandler.h"

static _Thread_local void *handler;

void *clinux_thread_handler(void) { return handler; }
void clinux_set_thread_handler(void *new) { handler = new; }
