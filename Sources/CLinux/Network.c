#define _GNU_SOURCE
#include "CLinuxNetwork.h"

#include <sched.h>

int clinux_unshare_network(void)
{
    return unshare(CLONE_NEWNET);
}

int clinux_join_network(int network_namespace)
{
    return setns(network_namespace, CLONE_NEWNET);
}
