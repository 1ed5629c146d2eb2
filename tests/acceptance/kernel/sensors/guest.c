// SPDX-License-Identifier: Apache-2.0
// What this kernel may not have: a probe at a function and at its return, an attachment to its entry
// and to its exit, and a security hook. Each counts.
#include <assay/bpf/assay_linux.h>

#define COUNTS(map)                                \
  struct {                                         \
    __uint(type, BPF_MAP_TYPE_ARRAY);              \
    __uint(max_entries, 1);                        \
    __type(key, u32);                              \
    __type(value, u64);                            \
  } map SEC(".maps");                              \
  static inline int count_##map(void) {            \
    u32 key = 0;                                   \
    u64 *count = bpf_map_lookup_elem(&map, &key);  \
    if (count) __sync_fetch_and_add(count, 1);     \
    return 0;                                      \
  }

#ifdef KPROBE
COUNTS(entered)
COUNTS(returned)
SEC("kprobe/do_sys_openat2") int enter(struct pt_regs *ctx) { return count_entered(); }
SEC("kretprobe/do_sys_openat2") int leave(struct pt_regs *ctx) { return count_returned(); }
#endif

#ifdef FENTRY
COUNTS(entered)
COUNTS(returned)
SEC("fentry/do_sys_openat2") int enter(u64 *ctx) { return count_entered(); }
SEC("fexit/do_sys_openat2") int leave(u64 *ctx) { return count_returned(); }
#endif

#ifdef LSM
COUNTS(asked)
SEC("lsm/inode_mkdir") int folder(u64 *ctx) { return count_asked(); }
#endif

char _license[] SEC("license") = "GPL";
