// SPDX-License-Identifier: Apache-2.0
/* Assay sample: counts the records of a network event by their type; each record holds its own total size
 * contract: windows/netevent
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define HEAD 4  // type and total size, two bytes each
#define TYPES 16
#define MOST_RECORDS 4096  // nobody says how long an event can be, so the sensor says how far it reads

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
  for (u32 n = 0; n < MOST_RECORDS && at + HEAD <= end; n++) {
    u64 size = *(const u16 *)(at + 2);
    if (size < HEAD) break;
    if (at + size > end) break;
    u32 type = *(const u16 *)at;
    u64 *count = bpf_map_lookup_elem(&records, &type);
    if (count) __sync_fetch_and_add(count, 1);
    at += size;
  }
  return 0;
}
