// SPDX-License-Identifier: Apache-2.0
// The Linux hooks that the samples use: context structs as the kernel's user-space interface defines
// them (32-bit packet marks), map kinds and helpers by their Linux numbers.
#pragma once

#include "assay_types.h"

#define ASSAY_OFFSET(type, field, offset) \
  _Static_assert(__builtin_offsetof(type, field) == (offset), #type "." #field)
#define ASSAY_SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)

// ---- contexts -------------------------------------------------------------------------------------

// Section `xdp`.
struct xdp_md {
  u32 data;      // packet begin
  u32 data_end;  // packet end
  u32 data_meta;
  u32 ingress_ifindex;
  u32 rx_queue_index;
  u32 egress_ifindex;
};
ASSAY_OFFSET(struct xdp_md, data, 0);
ASSAY_OFFSET(struct xdp_md, data_end, 4);
ASSAY_OFFSET(struct xdp_md, data_meta, 8);
ASSAY_OFFSET(struct xdp_md, ingress_ifindex, 12);
ASSAY_OFFSET(struct xdp_md, rx_queue_index, 16);
ASSAY_OFFSET(struct xdp_md, egress_ifindex, 20);
ASSAY_SIZE(struct xdp_md, 24);

enum { XDP_ABORTED = 0, XDP_DROP = 1, XDP_PASS = 2, XDP_TX = 3, XDP_REDIRECT = 4 };

// Sections `tc`, `classifier`, `socket`.
struct __sk_buff {
  u32 len;
  u32 pkt_type;
  u32 mark;
  u32 queue_mapping;
  u32 protocol;
  u32 vlan_present;
  u32 vlan_tci;
  u32 vlan_proto;
  u32 priority;
  u32 ingress_ifindex;
  u32 ifindex;
  u32 tc_index;
  u32 cb[5];
  u32 hash;
  u32 tc_classid;
  u32 data;      // packet begin
  u32 data_end;  // packet end
  u32 napi_id;
  u32 family;
  u32 remote_ip4;
  u32 local_ip4;
  u32 remote_ip6[4];
  u32 local_ip6[4];
  u32 remote_port;
  u32 local_port;
  u32 data_meta;
  u64 flow_keys;  // pointer
  u64 tstamp;
  u32 wire_len;
  u32 gso_segs;
  u64 sk;  // pointer
  u32 gso_size;
  u8 tstamp_type;
  u8 padding[3];
  u64 hwtstamp;
};
ASSAY_OFFSET(struct __sk_buff, len, 0);
ASSAY_OFFSET(struct __sk_buff, mark, 8);
ASSAY_OFFSET(struct __sk_buff, protocol, 16);
ASSAY_OFFSET(struct __sk_buff, vlan_tci, 24);
ASSAY_OFFSET(struct __sk_buff, priority, 32);
ASSAY_OFFSET(struct __sk_buff, ingress_ifindex, 36);
ASSAY_OFFSET(struct __sk_buff, cb, 48);
ASSAY_OFFSET(struct __sk_buff, hash, 68);
ASSAY_OFFSET(struct __sk_buff, tc_classid, 72);
ASSAY_OFFSET(struct __sk_buff, data, 76);
ASSAY_OFFSET(struct __sk_buff, data_end, 80);
ASSAY_OFFSET(struct __sk_buff, napi_id, 84);
ASSAY_OFFSET(struct __sk_buff, family, 88);
ASSAY_OFFSET(struct __sk_buff, remote_ip6, 100);
ASSAY_OFFSET(struct __sk_buff, remote_port, 132);
ASSAY_OFFSET(struct __sk_buff, data_meta, 140);
ASSAY_OFFSET(struct __sk_buff, flow_keys, 144);
ASSAY_OFFSET(struct __sk_buff, tstamp, 152);
ASSAY_OFFSET(struct __sk_buff, wire_len, 160);
ASSAY_OFFSET(struct __sk_buff, sk, 168);
ASSAY_OFFSET(struct __sk_buff, gso_size, 176);
ASSAY_OFFSET(struct __sk_buff, hwtstamp, 184);
ASSAY_SIZE(struct __sk_buff, 192);

enum { TC_ACT_OK = 0, TC_ACT_SHOT = 2 };

// ---- maps -----------------------------------------------------------------------------------------

enum {
  MAP_HASH = 1,
  MAP_ARRAY = 2,
  MAP_PROG_ARRAY = 3,
  MAP_PERF_EVENT_ARRAY = 4,
  MAP_PERCPU_HASH = 5,
  MAP_PERCPU_ARRAY = 6,
  MAP_LRU_HASH = 9,
  MAP_LPM_TRIE = 11,
  MAP_ARRAY_OF_MAPS = 12,
  MAP_HASH_OF_MAPS = 13,
  MAP_QUEUE = 22,
  MAP_STACK = 23,
  MAP_RINGBUF = 27,
};

// ---- helpers --------------------------------------------------------------------------------------

static void *(*const bpf_map_lookup_elem)(const void *map, const void *key) = (void *)1;
static long (*const bpf_map_update_elem)(const void *map, const void *key, const void *value,
                                         u64 flags) = (void *)2;
static long (*const bpf_map_delete_elem)(const void *map, const void *key) = (void *)3;
static long (*const bpf_probe_read)(void *to, u32 size, const void *from) = (void *)4;
static u64 (*const bpf_ktime_get_ns)(void) = (void *)5;
static u32 (*const bpf_get_prandom_u32)(void) = (void *)7;
static u32 (*const bpf_get_smp_processor_id)(void) = (void *)8;
static long (*const bpf_tail_call)(void *ctx, const void *programs, u32 index) = (void *)12;
static long (*const bpf_perf_event_output)(void *ctx, const void *map, u64 flags, const void *data,
                                           u64 size) = (void *)25;
static long (*const bpf_skb_load_bytes)(const void *skb, u32 offset, void *to, u32 size) = (void *)26;
static long (*const bpf_xdp_adjust_head)(struct xdp_md *ctx, int delta) = (void *)44;
static long (*const bpf_map_push_elem)(const void *map, const void *value, u64 flags) = (void *)87;
static long (*const bpf_map_pop_elem)(const void *map, void *value) = (void *)88;
static long (*const bpf_map_peek_elem)(const void *map, void *value) = (void *)89;
static long (*const bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static long (*const bpf_ringbuf_output)(const void *ring, const void *data, u64 size,
                                        u64 flags) = (void *)130;
static void *(*const bpf_ringbuf_reserve)(const void *ring, u64 size, u64 flags) = (void *)131;
static void (*const bpf_ringbuf_submit)(void *record, u64 flags) = (void *)132;
static void (*const bpf_ringbuf_discard)(void *record, u64 flags) = (void *)133;

// The packet marks are 32-bit fields that a load turns into pointers.
#define PACKET(ctx) ((u8 *)(unsigned long)(ctx)->data)
#define PACKET_END(ctx) ((u8 *)(unsigned long)(ctx)->data_end)
