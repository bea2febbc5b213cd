// Linking this target has the program execute itself once more through a read-only mount of its own file, before
// anything of Swift's has started: what `ReadOnlyExecutable.protectSelf()` of `Linux` does in `main`, a millisecond sooner.
#ifndef CPROTECTED_START_H
#define CPROTECTED_START_H

#endif
