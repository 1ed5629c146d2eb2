// SPDX-License-Identifier: Apache-2.0
/* Assay sample: an index that a switch sets to one of ten constants
 * contract: linux/tracepoint
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

struct counts {
  u64 of[10];
};
struct rules {
  u32 actions[64];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct counts);
  __uint(max_entries, 1);
} counts SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct rules);
  __uint(max_entries, 1);
} rules SEC(".maps");

INLINE int judge(struct rules* of, u32 i, int* result) {
  u32 key = 0, outcome = 9;
  switch (of->actions[i & 63]) {
    case 0:
      *result = 0;
      outcome = 1;
      break;
    case 1:
      outcome = 0;
      break;
    case 2:
      bpf_send_signal(9);
      outcome = 2;
      break;
    case 3:
      outcome = 3;
      if (of->actions[++i & 63]) outcome = 4;
      break;
    case 5:
      outcome = 5;
      break;
    case 7:
      outcome = 6;
      bpf_send_signal(of->actions[++i & 63]);
      break;
    case 9:
      outcome = 7;
      break;
    default:
      break;
  }
  struct counts* count = bpf_map_lookup_elem(&counts, &key);
  if (count) __sync_fetch_and_add(&count->of[outcome], 1);
  return outcome == 9 ? -1 : i + 1;
}

SEC("tracepoint/syscalls/sys_enter_chdir")
int set_by_a_switch(void* record) {
  u32 key = 0;
  int result = 1, i = 0;
  struct rules* of = bpf_map_lookup_elem(&rules, &key);
  if (!of) return 0;
  for (int k = 0; k < 2; k++) {
    i = judge(of, i, &result);
    if (i < 0) break;
  }
  return result;
}
