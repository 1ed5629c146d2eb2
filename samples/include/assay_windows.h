// SPDX-License-Identifier: Apache-2.0
// The Windows hooks as C: context structs under their BTF typedef names, map kinds and helpers by
// their Windows numbers. Layouts are those of eBPF for Windows 1.6.0; every offset is asserted, so
// that a slip here cannot turn into a wrong access in a sensor.
#pragma once

#include "assay_types.h"

#define ASSAY_OFFSET(type, field, offset) \
  _Static_assert(__builtin_offsetof(type, field) == (offset), #type "." #field)
#define ASSAY_SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)

// ---- contexts -------------------------------------------------------------------------------------

// Section `process`. The command line is UTF-16LE without a terminating zero; everything is read-only.
typedef struct _process_md {
  u8 *command_start;  // region begin
  u8 *command_end;    // region end
  u64 process_id;
  u64 parent_process_id;
  u64 creating_process_id;
  u64 creating_thread_id;
  u64 creation_time;
  u64 exit_time;
  u32 exit_code;
  u8 operation;  // PROCESS_OPERATION_*
  u8 padding[3];
  u32 token_sid_size;  // bytes of token_sid in use
  u8 token_sid[68];
} process_md_t;
ASSAY_OFFSET(process_md_t, command_start, 0);
ASSAY_OFFSET(process_md_t, command_end, 8);
ASSAY_OFFSET(process_md_t, process_id, 16);
ASSAY_OFFSET(process_md_t, parent_process_id, 24);
ASSAY_OFFSET(process_md_t, creating_process_id, 32);
ASSAY_OFFSET(process_md_t, creating_thread_id, 40);
ASSAY_OFFSET(process_md_t, creation_time, 48);
ASSAY_OFFSET(process_md_t, exit_time, 56);
ASSAY_OFFSET(process_md_t, exit_code, 64);
ASSAY_OFFSET(process_md_t, operation, 68);
ASSAY_OFFSET(process_md_t, padding, 69);
ASSAY_OFFSET(process_md_t, token_sid_size, 72);
ASSAY_OFFSET(process_md_t, token_sid, 76);
ASSAY_SIZE(process_md_t, 144);

enum { PROCESS_OPERATION_CREATE = 0, PROCESS_OPERATION_DELETE = 1 };
enum { PROCESS_PERMIT = 0, PROCESS_DENY = 1 };

// Section `netevent_monitor`.
typedef struct _netevent_event_md {
  u8 *event_meta;   // region begin
  u8 *event_start;  // end of the meta data, begin of the event
  u8 *event_end;    // region end
} netevent_event_md_t;
ASSAY_OFFSET(netevent_event_md_t, event_meta, 0);
ASSAY_OFFSET(netevent_event_md_t, event_start, 8);
ASSAY_OFFSET(netevent_event_md_t, event_end, 16);
ASSAY_SIZE(netevent_event_md_t, 24);

// Section `bind`. The application id is a UTF-16LE path; socket_address is writable.
typedef struct _bind_md {
  u8 *app_id_start;  // region begin
  u8 *app_id_end;    // region end
  u64 process_id;
  u8 socket_address[16];
  u8 socket_address_length;
  u8 padding1[3];
  u32 operation;  // BIND_OPERATION_*
  u8 protocol;
  u8 padding2[7];
} bind_md_t;
ASSAY_OFFSET(bind_md_t, app_id_start, 0);
ASSAY_OFFSET(bind_md_t, app_id_end, 8);
ASSAY_OFFSET(bind_md_t, process_id, 16);
ASSAY_OFFSET(bind_md_t, socket_address, 24);
ASSAY_OFFSET(bind_md_t, socket_address_length, 40);
ASSAY_OFFSET(bind_md_t, padding1, 41);
ASSAY_OFFSET(bind_md_t, operation, 44);
ASSAY_OFFSET(bind_md_t, protocol, 48);
ASSAY_OFFSET(bind_md_t, padding2, 49);
ASSAY_SIZE(bind_md_t, 56);

enum { BIND_OPERATION_BIND = 0, BIND_OPERATION_POST_BIND = 1, BIND_OPERATION_UNBIND = 2 };
enum { BIND_PERMIT_SOFT = 0, BIND_DENY = 1, BIND_REDIRECT = 2, BIND_PERMIT_HARD = 3 };

// Sections `cgroup/connect4` and its siblings. Addresses and ports are in network byte order.
typedef struct bpf_sock_addr {
  u32 family;
  u8 msg_src_ip[16];
  u16 msg_src_port;
  u8 padding1[2];
  u8 user_ip[16];  // writable at connect
  u16 user_port;   // writable at connect
  u8 padding2[2];
  u32 protocol;
  u32 compartment_id;
  u8 padding3[4];
  u64 interface_luid;
} bpf_sock_addr_t;
ASSAY_OFFSET(bpf_sock_addr_t, family, 0);
ASSAY_OFFSET(bpf_sock_addr_t, msg_src_ip, 4);
ASSAY_OFFSET(bpf_sock_addr_t, msg_src_port, 20);
ASSAY_OFFSET(bpf_sock_addr_t, padding1, 22);
ASSAY_OFFSET(bpf_sock_addr_t, user_ip, 24);
ASSAY_OFFSET(bpf_sock_addr_t, user_port, 40);
ASSAY_OFFSET(bpf_sock_addr_t, padding2, 42);
ASSAY_OFFSET(bpf_sock_addr_t, protocol, 44);
ASSAY_OFFSET(bpf_sock_addr_t, compartment_id, 48);
ASSAY_OFFSET(bpf_sock_addr_t, padding3, 52);
ASSAY_OFFSET(bpf_sock_addr_t, interface_luid, 56);
ASSAY_SIZE(bpf_sock_addr_t, 64);

enum { SOCK_ADDR_REJECT = 0, SOCK_ADDR_PROCEED_SOFT = 1, SOCK_ADDR_PROCEED_HARD = 2 };
// Windows address families: AF_INET6 differs from Linux.
enum { AF_INET = 2, AF_INET6 = 23 };

// Section `sockops`.
typedef struct _bpf_sock_ops {
  u32 op;
  u32 family;
  u8 local_ip[16];
  u32 local_port;
  u8 remote_ip[16];
  u32 remote_port;
  u8 protocol;
  u8 padding[3];
  u32 compartment_id;
  u64 interface_luid;
} bpf_sock_ops_t;
ASSAY_OFFSET(bpf_sock_ops_t, op, 0);
ASSAY_OFFSET(bpf_sock_ops_t, family, 4);
ASSAY_OFFSET(bpf_sock_ops_t, local_ip, 8);
ASSAY_OFFSET(bpf_sock_ops_t, local_port, 24);
ASSAY_OFFSET(bpf_sock_ops_t, remote_ip, 28);
ASSAY_OFFSET(bpf_sock_ops_t, remote_port, 44);
ASSAY_OFFSET(bpf_sock_ops_t, protocol, 48);
ASSAY_OFFSET(bpf_sock_ops_t, padding, 49);
ASSAY_OFFSET(bpf_sock_ops_t, compartment_id, 52);
ASSAY_OFFSET(bpf_sock_ops_t, interface_luid, 56);
ASSAY_SIZE(bpf_sock_ops_t, 64);

// Section `xdp`. The frame begins at `data`.
typedef struct _xdp_md {
  u8 *data;      // region begin
  u8 *data_end;  // region end
  u64 data_meta;
  u32 ingress_ifindex;
  u8 padding[4];
} xdp_md_t;
ASSAY_OFFSET(xdp_md_t, data, 0);
ASSAY_OFFSET(xdp_md_t, data_end, 8);
ASSAY_OFFSET(xdp_md_t, data_meta, 16);
ASSAY_OFFSET(xdp_md_t, ingress_ifindex, 24);
ASSAY_OFFSET(xdp_md_t, padding, 28);
ASSAY_SIZE(xdp_md_t, 32);

enum { XDP_PASS = 1, XDP_DROP = 2, XDP_TX = 3 };

// ---- maps -----------------------------------------------------------------------------------------

enum {
  MAP_HASH = 1,
  MAP_ARRAY = 2,
  MAP_PROG_ARRAY = 3,
  MAP_PERCPU_HASH = 4,
  MAP_PERCPU_ARRAY = 5,
  MAP_HASH_OF_MAPS = 6,
  MAP_ARRAY_OF_MAPS = 7,
  MAP_LRU_HASH = 8,
  MAP_LPM_TRIE = 9,
  MAP_QUEUE = 10,
  MAP_LRU_PERCPU_HASH = 11,
  MAP_STACK = 12,
  MAP_RINGBUF = 13,
  MAP_PERF_EVENT_ARRAY = 14,
  MAP_XSK = 16,
};

// ---- helpers --------------------------------------------------------------------------------------

static void *(*const bpf_map_lookup_elem)(const void *map, const void *key) = (void *)1;
static long (*const bpf_map_update_elem)(const void *map, const void *key, const void *value,
                                         u64 flags) = (void *)2;
static long (*const bpf_map_delete_elem)(const void *map, const void *key) = (void *)3;
static void *(*const bpf_map_lookup_and_delete_elem)(const void *map, const void *key) = (void *)4;
static long (*const bpf_tail_call)(void *ctx, const void *programs, u32 index) = (void *)5;
static u32 (*const bpf_get_prandom_u32)(void) = (void *)6;
static u64 (*const bpf_ktime_get_boot_ns)(void) = (void *)7;
static u32 (*const bpf_get_smp_processor_id)(void) = (void *)8;
static u64 (*const bpf_ktime_get_ns)(void) = (void *)9;
static s64 (*const bpf_csum_diff)(const void *from, u32 from_size, const void *to, u32 to_size,
                                  u32 seed) = (void *)10;
static long (*const bpf_ringbuf_output)(const void *ring, const void *data, u64 size,
                                        u64 flags) = (void *)11;
static long (*const bpf_map_push_elem)(const void *map, const void *value, u64 flags) = (void *)16;
static long (*const bpf_map_pop_elem)(const void *map, void *value) = (void *)17;
static long (*const bpf_map_peek_elem)(const void *map, void *value) = (void *)18;
static u64 (*const bpf_get_current_pid_tgid)(void) = (void *)19;
static u64 (*const bpf_get_current_logon_id)(const void *ctx) = (void *)20;
static s32 (*const bpf_is_current_admin)(const void *ctx) = (void *)21;
static long (*const bpf_memcpy_s)(void *to, u64 to_size, const void *from, u64 from_size) = (void *)22;
static long (*const bpf_memcmp_s)(const void *a, u64 a_size, const void *b, u64 b_size) = (void *)23;
static void *(*const bpf_memset)(void *to, u64 size, int value) = (void *)24;
static long (*const bpf_memmove_s)(void *to, u64 to_size, const void *from, u64 from_size) = (void *)25;
static u64 (*const bpf_get_socket_cookie)(const void *ctx) = (void *)26;
static long (*const bpf_perf_event_output)(void *ctx, const void *map, u64 flags, const void *data,
                                           u64 size) = (void *)32;

// Helpers of one hook only: numbers start at 65536.
static int (*const bpf_process_get_image_path)(process_md_t *ctx, u8 *path, u32 size) = (void *)65536;
static int (*const bpf_netevent_push_event)(netevent_event_md_t *ctx) = (void *)65536;
static u64 (*const bpf_sock_addr_get_current_pid_tgid)(bpf_sock_addr_t *ctx) = (void *)65536;
static int (*const bpf_sock_addr_set_redirect_context)(bpf_sock_addr_t *ctx, const void *data,
                                                       u32 size) = (void *)65537;
static int (*const bpf_xdp_adjust_head)(xdp_md_t *ctx, int delta) = (void *)65536;
