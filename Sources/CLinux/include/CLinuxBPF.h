// bpf(2), as far as programs of cgroups need it.
#ifndef CLINUX_BPF_H
#define CLINUX_BPF_H

#include <stddef.h>
#include <stdint.h>

/// BPF_PROG_LOAD of a BPF_PROG_TYPE_CGROUP_DEVICE program of `count` instructions. The verifier's log is written to
/// `log` (of `log_size` bytes) when that is not 0. Returns a descriptor, or -1 with errno set.
int clinux_bpf_load_device_program(const uint64_t *instructions, uint32_t count, char *log, uint32_t log_size);
/// BPF_PROG_ATTACH of a device program to the cgroup that `cgroup` is a directory of.
int clinux_bpf_attach_device_program(int cgroup, int program, uint32_t flags);
int clinux_bpf_detach_device_program(int cgroup, int program);
/// BPF_PROG_QUERY: the ids of the attached device programs; `count` is the room, then how many there are.
int clinux_bpf_query_device_programs(int cgroup, uint32_t *ids, uint32_t *count);
int clinux_bpf_program_descriptor(uint32_t id);

#endif
