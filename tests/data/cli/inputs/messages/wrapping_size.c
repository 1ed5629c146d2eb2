#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct record { __u64 time; __u32 count; __u8 data[256]; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, struct record); __uint(max_entries, 1); } records SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __type(key, int); __type(value, int); __uint(max_entries, 1); } out SEC(".maps");

SEC("tracepoint/a/b")
int send(void *ctx) {
  __u32 key = 0;
  struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record) return 0;
  __u32 size = record->count;
  if (size + 4 > sizeof(record->data)) return 0;
  bpf_perf_event_output(ctx, &out, BPF_F_CURRENT_CPU, record->data, size);
  return 0;
}

char _license[] SEC("license") = "GPL";
