// SPDX-License-Identifier: Apache-2.0
// A quotient of numbers that others write: the divisor may be -1.
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, s64);
  __uint(max_entries, 2);
} numbers SEC(".maps");

SEC("cgroup/connect4")
int connect_policy(bpf_sock_addr_t *ctx) {
  u32 sum_at = 0, count_at = 1;
  s64 *sum = bpf_map_lookup_elem(&numbers, &sum_at);
  s64 *count = bpf_map_lookup_elem(&numbers, &count_at);
  if (!sum || !count) return BPF_SOCK_ADDR_VERDICT_REJECT;
  s64 mean = *sum / *count;  // refused here
  if (mean == (s64)bpf_get_current_pid_tgid()) return BPF_SOCK_ADDR_VERDICT_REJECT;
  return BPF_SOCK_ADDR_VERDICT_PROCEED_SOFT;
}
