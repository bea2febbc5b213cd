// Requests of ioctl_tty(2) and device numbers: function-like macros, which Swift cannot import.
#ifndef CLINUX_TERMINAL_H
#define CLINUX_TERMINAL_H

#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <linux/tty.h>
#include <asm/ioctls.h>

/// Unlocks the slave of a pseudo-terminal: takes a pointer to 0.
static const unsigned long CLINUX_TIOCSPTLCK = TIOCSPTLCK;
/// Opens the slave of a pseudo-terminal's master: takes the flags of open(2).
static const unsigned long CLINUX_TIOCGPTPEER = TIOCGPTPEER;

static inline dev_t clinux_makedev(unsigned int major, unsigned int minor) { return makedev(major, minor); }
static inline unsigned int clinux_major(dev_t device) { return major(device); }
static inline unsigned int clinux_minor(dev_t device) { return minor(device); }

#endif
