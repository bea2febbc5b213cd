// Where the kernel enters the program, by the linker's option `--entry=protected_start`. It calls `protect_start` with
// the stack as it was laid out for a new program (the count of words, the words and a null, the environment and a
// null), then goes on to the C library's entry point with every register that one looks at as it was.
//
// Asking the processor for its features is what most of the start of a small program is spent on where a hypervisor has
// to answer, and the C library does it first of all: so the program is executed anew before that.

    .text
    .globl protected_start
    .type protected_start, %function
protected_start:
#if defined(__x86_64__)
    xor %ebp, %ebp
    mov %rdx, %r12 // What the C library is to call at the end.
    mov %rsp, %rbx
    mov %rsp, %rdi
    and $-16, %rsp
    call protect_start
    mov %rbx, %rsp
    mov %r12, %rdx
    jmp _start
#elif defined(__aarch64__)
    mov x29, #0
    mov x19, x0 // What the C library is to call at the end.
    mov x0, sp
    bl protect_start
    mov x0, x19
    mov x30, #0
    b _start
#else
#error "the entry point is not written for this processor"
#endif
    .size protected_start, . - protected_start

    .section .note.GNU-stack, "", %progbits
