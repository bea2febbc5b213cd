// System calls that the C library lacks or hides from Swift, and constants that Swift cannot import. No logic.
#ifndef CLINUX_H
#define CLINUX_H

#include "CLinuxBPF.h"
#include "CLinuxEvents.h"
#include "CLinuxFile.h"
#include "CLinuxHandler.h"
#include "CLinuxMount.h"
#include "CLinuxNamespace.h"
#include "CLinuxNetwork.h"
#include "CLinuxProcess.h"
#include "CLinuxSecurity.h"
#include "CLinuxSocket.h"
#include "CLinuxSpawn.h"
#include "CLinuxStorage.h"
#include "CLinuxTerminal.h"

#endif
