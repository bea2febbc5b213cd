#define _GNU_SOURCE
#include "CLinuxSocket.h"
#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAXIMUM_SEGMENTS = 64, CHUNK = 512 };

struct segments {
    size_t count;
    struct { uintptr_t start, end; int is_written; } items[MAXIMUM_SEGMENTS];
};

static int collect(struct dl_phdr_info *object, size_t size, void *context) {
    struct segments *segments = context;
    uintptr_t page = (uintptr_t)getpagesize();
    for (int i = 0; i < object->dlpi_phnum && segments->count < MAXIMUM_SEGMENTS; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD) continue;
        uintptr_t start = object->dlpi_addr + segment->p_vaddr, end = start + segment->p_memsz;
        segments->items[segments->count].start = start & -page;
        segments->items[segments->count].end = (end + page - 1) & -page;
        segments->items[segments->count++].is_written = (segment->p_flags & PF_W) != 0;
    }
    return 0;
}

static void release(uintptr_t start, uintptr_t end) { madvise((void *)start, end - start, MADV_DONTNEED); }

// Of a segment that is written to, those pages that were not: they are still the file's.
static void release_unwritten(uintptr_t start, uintptr_t end, int pagemap) {
    const uint64_t present_and_of_file = UINT64_C(5) << 61;
    uintptr_t page = (uintptr_t)getpagesize();
    uint64_t entries[CHUNK];
    for (; start < end; start += CHUNK * page) {
        size_t count = (end - start) / page < CHUNK ? (end - start) / page : CHUNK;
        ssize_t size = pread(pagemap, entries, count * sizeof *entries, (off_t)(start / page * sizeof *entries));
        if (size != (ssize_t)(count * sizeof *entries)) return;
        for (size_t first = 0, next; first < count; first = next + 1) {
            for (next = first; next < count && (entries[next] & present_and_of_file) == present_and_of_file;) next++;
            if (next > first) release(start + first * page, start + next * page);
        }
    }
}

// A fault brings in all of what the page cache holds as one folio, up to 2 MiB, within the mapping: with advice of its
// own a function is in a mapping of its own, of its page and the next, into which it may reach.
static void isolate(const void *function) {
    uintptr_t page = (uintptr_t)getpagesize();
    madvise((void *)((uintptr_t)function & -page), 2 * page, MADV_RANDOM);
}

int clinux_accept_with_few_pages(int listener, int pagemap, int told, unsigned char message) {
    struct segments segments = {0};
    dl_iterate_phdr(collect, &segments);
    for (size_t i = 0; i < segments.count && pagemap >= 0; i++)
        if (segments.items[i].is_written) release_unwritten(segments.items[i].start, segments.items[i].end, pagemap);
    isolate(clinux_accept_with_few_pages);
    isolate(release);
    isolate(madvise);
    isolate(send);
    isolate(accept4);
    for (size_t i = 0; i < segments.count; i++)
        if (!segments.items[i].is_written) release(segments.items[i].start, segments.items[i].end);
    if (told >= 0 && send(told, &message, 1, MSG_NOSIGNAL) < 0) return -1;
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC);
}
