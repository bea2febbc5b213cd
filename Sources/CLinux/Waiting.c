#define _GNU_SOURCE
#include "CLinuxSocket.h"
#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAXIMUM_SEGMENTS = 64 };

struct segments {
    size_t count;
    struct { void *start; size_t size; } items[MAXIMUM_SEGMENTS];
};

static int collect(struct dl_phdr_info *object, size_t size, void *context) {
    struct segments *segments = context;
    uintptr_t page = (uintptr_t)getpagesize();
    for (int i = 0; i < object->dlpi_phnum && segments->count < MAXIMUM_SEGMENTS; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
        uintptr_t start = (object->dlpi_addr + segment->p_vaddr) & -page;
        uintptr_t end = object->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        segments->items[segments->count].start = (void *)start;
        segments->items[segments->count++].size = end - start;
    }
    return 0;
}

// A fault brings in all of what the page cache holds as one folio, up to 2 MiB, within the mapping: with advice of its
// own a function is in a mapping of its own, of its page and the next, into which it may reach.
static void isolate(const void *function) {
    uintptr_t page = (uintptr_t)getpagesize();
    madvise((void *)((uintptr_t)function & -page), 2 * page, MADV_RANDOM);
}

int clinux_accept_with_few_pages(int listener) {
    struct segments segments = {0};
    dl_iterate_phdr(collect, &segments);
    isolate(clinux_accept_with_few_pages);
    isolate(madvise);
    isolate(accept4);
    for (size_t i = 0; i < segments.count; i++)
        madvise(segments.items[i].start, segments.items[i].size, MADV_DONTNEED);
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC);
}
