// System calls without the C library, whose `syscall` keeps the error in storage that is not there yet.
#include <asm/unistd.h>

static inline long system_call_of_five(long number, long a, long b, long c, long d, long e) {
#if defined(__x86_64__)
    register long fourth __asm__("r10") = d, fifth __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c,
                  x3 __asm__("x3") = d, x4 __asm__("x4") = e;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
#else
#error "system calls are not written for this processor"
#endif
}

// Up to five arguments; a negative errno is a failure.
#define system_call(...) system_call_picked(__VA_ARGS__, 0, 0, 0, 0, 0)
#define system_call_picked(number, a, b, c, d, e, ...) \
    system_call_of_five(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
