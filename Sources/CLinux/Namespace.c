#define _GNU_SOURCE
#include "CLinuxNamespace.h"
#include <sched.h>

int clinux_setns(int descriptor, int kinds) { return setns(descriptor, kinds); }

int clinux_unshare(int flags) { return unshare(flags); }
