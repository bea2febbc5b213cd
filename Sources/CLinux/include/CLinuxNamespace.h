// namespaces(7).
#ifndef CLINUX_NAMESPACE_H
#define CLINUX_NAMESPACE_H

int clinux_setns(int descriptor, int kinds);
int clinux_unshare(int flags);

#endif
