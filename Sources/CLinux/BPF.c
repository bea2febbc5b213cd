#define _GNU_SOURCE
#include "CLinuxBPF.h"
#include <linux/bpf.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(enum bpf_cmd command, union bpf_attr *attributes) {
    return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

int clinux_bpf_load_device_program(const uint64_t *instructions, uint32_t count, char *log, uint32_t log_size) {
    union bpf_attr attributes = {
        .prog_type = BPF_PROG_TYPE_CGROUP_DEVICE, .insns = (uint64_t)(uintptr_t)instructions, .insn_cnt = count,
        .license = (uint64_t)(uintptr_t)"Apache", .log_buf = (uint64_t)(uintptr_t)log, .log_size = log_size,
        .log_level = log_size ? 1 : 0};
    return bpf(BPF_PROG_LOAD, &attributes);
}

int clinux_bpf_attach_device_program(int cgroup, int program, uint32_t flags) {
    union bpf_attr attributes = {
        .target_fd = (uint32_t)cgroup, .attach_bpf_fd = (uint32_t)program, .attach_type = BPF_CGROUP_DEVICE,
        .attach_flags = flags};
    return bpf(BPF_PROG_ATTACH, &attributes);
}

int clinux_bpf_detach_device_program(int cgroup, int program) {
    union bpf_attr attributes = {
        .target_fd = (uint32_t)cgroup, .attach_bpf_fd = (uint32_t)program, .attach_type = BPF_CGROUP_DEVICE};
    return bpf(BPF_PROG_DETACH, &attributes);
}

int clinux_bpf_query_device_programs(int cgroup, uint32_t *ids, uint32_t *count) {
    union bpf_attr attributes = {.query = {
        .target_fd = (uint32_t)cgroup, .attach_type = BPF_CGROUP_DEVICE, .prog_ids = (uint64_t)(uintptr_t)ids,
        .prog_cnt = *count}};
    int result = bpf(BPF_PROG_QUERY, &attributes);
    *count = attributes.query.prog_cnt;
    return result;
}

int clinux_bpf_program_descriptor(uint32_t id) {
    union bpf_attr attributes = {.prog_id = id};
    return bpf(BPF_PROG_GET_FD_BY_ID, &attributes);
}
