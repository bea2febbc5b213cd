// System calls that the C library lacks, and constants that Swift cannot import. No logic.
#ifndef CLINUX_H
#define CLINUX_H

#include "CLinuxEvents.h"
#include "CLinuxFile.h"
#include "CLinuxMount.h"
#include "CLinuxNetwork.h"
#include "CLinuxStorage.h"

#endif
