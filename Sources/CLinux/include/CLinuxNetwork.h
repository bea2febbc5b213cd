// The kernel's network interfaces: rtnetlink(7), nf_tables over NETLINK_NETFILTER, and network namespaces.
#ifndef CLINUX_NETWORK_H
#define CLINUX_NETWORK_H

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>

/// unshare(2) with CLONE_NEWNET. Returns 0, or -1 with errno set.
int clinux_unshare_network(void);

/// setns(2) with CLONE_NEWNET. Returns 0, or -1 with errno set.
int clinux_join_network(int network_namespace);

#endif
