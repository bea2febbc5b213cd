// A program that links this target with `--entry=protected_start` executes itself once more through a read-only mount
// of its own file, before the C library and Swift have started: what `ReadOnlyExecutable.protectSelf()` of `Linux` does
// in `main`, more than a millisecond sooner.
#ifndef CPROTECTED_START_H
#define CPROTECTED_START_H

#endif
