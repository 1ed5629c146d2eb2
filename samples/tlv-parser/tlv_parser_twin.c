// SPDX-License-Identifier: Apache-2.0
/* Assay sample: goes on to the next record by a size that the event may state as zero, and stays where it is for ever
 * contract: windows/netevent
 * expect: reject
 * code: A305
 * line: 27
 * twin-of: tlv_parser.c
 * event: tlv_parser_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define HEAD 4  // type and total size, two bytes each
#define TYPES 16

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, TYPES);
} records SEC(".maps");

SEC("netevent_monitor")
int tlv_parser(netevent_event_md_t *ctx) {
  const u8 *at = ctx->data;
  const u8 *end = ctx->data_end;
  while (at + HEAD <= end) {  // refused here
    u64 size = *(const u16 *)(at + 2);
    if (at + size > end) break;
    u32 type = *(const u16 *)at;
    u64 *count = bpf_map_lookup_elem(&records, &type);
    if (count) __sync_fetch_and_add(count, 1);
    at += size;
  }
  return 0;
}
