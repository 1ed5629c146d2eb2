// SPDX-License-Identifier: Apache-2.0
/* A record of a ring buffer is filled by two branches after a look-up, and submitted where they join.
 * contract: linux/tracepoint
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

struct record {
  __u64 began;
  __u64 ended;
  __u32 process;
};

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 128);
  __type(key, __u64);
  __type(value, __u64);
} begun SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 16);
} records SEC(".maps");

SEC("tracepoint/syscalls/sys_exit_openat") int leave(void *ctx) {
  (void)ctx;
  __u64 caller = bpf_get_current_pid_tgid();
  __u64 *began = bpf_map_lookup_elem(&begun, &caller);
  if (!began) return 0;
  struct record *record = bpf_ringbuf_reserve(&records, sizeof *record, 0);
  if (!record) return 0;
  record->began = *began;
  record->process = caller >> 32;
  if (caller & 1) {
    record->ended = bpf_ktime_get_ns();
  } else {
    record->ended = 0;
  }
  bpf_ringbuf_submit(record, 0);
  return 0;
}
