// SPDX-License-Identifier: Apache-2.0
// clang-format off
// Written by `assay contract header windows`: do not edit.
/// @file
/// What sensors for Windows need: contexts, results, maps and helpers, as Assay's contracts have
/// them. assay_contract.h lies beside it. `assay contract show` tells all that a contract says.
#pragma once

#ifdef ASSAY_PLATFORM_HEADER
#error "a sensor is for one platform: another header of Assay's is included already"
#endif
#define ASSAY_PLATFORM_HEADER "windows"
// A symbol in the object that says so. Nothing of it is loaded.
__asm__(".set __assay_platform_windows, 1");

// What the contracts say beyond C; nothing to a compiler.
#include "assay_contract.h"

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef signed short s16;
typedef signed int s32;
typedef signed long long s64;
_Static_assert(sizeof(u16) == 2 && sizeof(u32) == 4 && sizeof(u64) == 8, "the integers of BPF");
_Static_assert(sizeof(void *) == 8, "compile with -target bpf");

#ifndef NULL
#define NULL ((void *)0)
#endif

/// Puts a program into the section of its hook, a map into `.maps`.
#ifndef SEC
#define SEC(name) __attribute__((section(name), used))
#endif

/// Members of a map's definition: a number, such as `__uint(max_entries, 64)`; a type, such as
/// `__type(key, u32)`; the inner maps or programs of a map that holds such.
#ifndef __uint
#define __uint(name, number) int (*name)[number]
#endif
#ifndef __type
#define __type(name, type) __typeof__(type) *name
#endif
#ifndef __array
#define __array(name, type) __typeof__(type) *name[]
#endif

/// A function that becomes part of its callers, and one that stays a function.
#ifndef INLINE
#define INLINE static inline __attribute__((always_inline))
#endif
#ifndef NOINLINE
#define NOINLINE static __attribute__((noinline))
#endif

/// Reads or writes memory that others change meanwhile (map values) exactly once: the compiler may
/// neither repeat the access nor drop it.
#ifndef READ_ONCE
#define READ_ONCE(place) (*(const volatile __typeof__(place) *)&(place))
#endif
#ifndef WRITE_ONCE
#define WRITE_ONCE(place, value) (*(volatile __typeof__(place) *)&(place) = (value))
#endif

/// Keeps a value in a register, so that a loop that counts with it is still a loop when compiled.
#ifndef KEEP
#define KEEP(value) __asm__ volatile("" : "+r"(value))
#endif

/// From the network's order of bytes to the machine's, which is little-endian, and back.
#ifndef bpf_ntohs
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "compile with -target bpf or bpfel");
#define bpf_ntohs(value) __builtin_bswap16(value)
#define bpf_htons(value) __builtin_bswap16(value)
#define bpf_ntohl(value) __builtin_bswap32(value)
#define bpf_htonl(value) __builtin_bswap32(value)
#define bpf_be64_to_cpu(value) __builtin_bswap64(value)
#define bpf_cpu_to_be64(value) __builtin_bswap64(value)
#endif

// ---- contexts ----

/// The context of process.
///
/// - windows/process: sections `process`; any result
typedef struct _process_md {
  u8 *command_start ASSAY_BEGIN(command_line, 65535) ASSAY_REGION_ORDERED;  ///< begin of command_line, or null; read only
  u8 *command_end ASSAY_END(command_line);  ///< end of command_line, or null; read only
  u64 process_id ASSAY_READ_ONLY;  ///< read only
  u64 parent_process_id ASSAY_READ_ONLY;  ///< read only
  u64 creating_process_id ASSAY_READ_ONLY;  ///< read only
  u64 creating_thread_id ASSAY_READ_ONLY;  ///< read only
  u64 creation_time ASSAY_READ_ONLY;  ///< read only
  u64 exit_time ASSAY_READ_ONLY;  ///< read only
  u32 exit_code ASSAY_READ_ONLY;  ///< read only
  u8 operation ASSAY_READ_ONLY;  ///< read only
  u8 padding_69[3] ASSAY_PADDING;
  u32 token_sid_size ASSAY_READ_ONLY;  ///< read only
  u8 token_sid[68] ASSAY_READ_ONLY;  ///< read only
} process_md_t;
_Static_assert(__builtin_offsetof(process_md_t, command_start) == 0, "offset of command_start");
_Static_assert(__builtin_offsetof(process_md_t, command_end) == 8, "offset of command_end");
_Static_assert(__builtin_offsetof(process_md_t, process_id) == 16, "offset of process_id");
_Static_assert(__builtin_offsetof(process_md_t, parent_process_id) == 24, "offset of parent_process_id");
_Static_assert(__builtin_offsetof(process_md_t, creating_process_id) == 32, "offset of creating_process_id");
_Static_assert(__builtin_offsetof(process_md_t, creating_thread_id) == 40, "offset of creating_thread_id");
_Static_assert(__builtin_offsetof(process_md_t, creation_time) == 48, "offset of creation_time");
_Static_assert(__builtin_offsetof(process_md_t, exit_time) == 56, "offset of exit_time");
_Static_assert(__builtin_offsetof(process_md_t, exit_code) == 64, "offset of exit_code");
_Static_assert(__builtin_offsetof(process_md_t, operation) == 68, "offset of operation");
_Static_assert(__builtin_offsetof(process_md_t, token_sid_size) == 72, "offset of token_sid_size");
_Static_assert(__builtin_offsetof(process_md_t, token_sid) == 76, "offset of token_sid");
_Static_assert(sizeof(process_md_t) == 144, "size of process_md_t");

/// Results of process.
enum ASSAY_RESULTS_OF("process") {
  PROCESS_PERMIT = 0,
  PROCESS_DENY = -1073741790,
};

/// Values of `operation` of process.
enum ASSAY_VALUES_OF(operation, "process") {
  PROCESS_OPERATION_CREATE = 0,
  PROCESS_OPERATION_DELETE = 1,
};

/// The context of netevent.
///
/// - windows/netevent: sections `netevent_monitor`; any result
typedef struct _netevent_event_md {
  u8 *data_meta ASSAY_BEGIN(event, 536870912) ASSAY_REGION_NEVER_NULL ASSAY_REGION_REVERSED_BY(57);  ///< begin of event, which may lie beyond the end; read only
  u8 *data ASSAY_BETWEEN(event);  ///< between begin and end of event; read only
  u8 *data_end ASSAY_END(event);  ///< end of event; read only
} netevent_event_md_t;
_Static_assert(__builtin_offsetof(netevent_event_md_t, data_meta) == 0, "offset of data_meta");
_Static_assert(__builtin_offsetof(netevent_event_md_t, data) == 8, "offset of data");
_Static_assert(__builtin_offsetof(netevent_event_md_t, data_end) == 16, "offset of data_end");
_Static_assert(sizeof(netevent_event_md_t) == 24, "size of netevent_event_md_t");

/// The context of bind.
///
/// - windows/bind: sections `bind`; any result
typedef struct _bind_md {
  u8 *app_id_start ASSAY_BEGIN(app_id, 65536) ASSAY_REGION_ORDERED;  ///< begin of app_id, or null; read only
  u8 *app_id_end ASSAY_END(app_id);  ///< end of app_id, or null; read only
  u64 process_id ASSAY_READ_ONLY;  ///< read only
  u8 socket_address[16] ASSAY_WRITABLE;  ///< read and write
  u8 socket_address_length ASSAY_READ_ONLY;  ///< read only
  u8 padding_41[3] ASSAY_PADDING;
  u32 operation ASSAY_READ_ONLY;  ///< read only
  u8 protocol ASSAY_READ_ONLY;  ///< read only
  u8 padding_49[7] ASSAY_PADDING;
} bind_md_t;
_Static_assert(__builtin_offsetof(bind_md_t, app_id_start) == 0, "offset of app_id_start");
_Static_assert(__builtin_offsetof(bind_md_t, app_id_end) == 8, "offset of app_id_end");
_Static_assert(__builtin_offsetof(bind_md_t, process_id) == 16, "offset of process_id");
_Static_assert(__builtin_offsetof(bind_md_t, socket_address) == 24, "offset of socket_address");
_Static_assert(__builtin_offsetof(bind_md_t, socket_address_length) == 40, "offset of socket_address_length");
_Static_assert(__builtin_offsetof(bind_md_t, operation) == 44, "offset of operation");
_Static_assert(__builtin_offsetof(bind_md_t, protocol) == 48, "offset of protocol");
_Static_assert(sizeof(bind_md_t) == 56, "size of bind_md_t");

/// Results of bind.
enum ASSAY_RESULTS_OF("bind") {
  BIND_PERMIT_SOFT = 0,
  BIND_DENY = 1,
  BIND_REDIRECT = 2,
  BIND_PERMIT_HARD = 3,
};

/// Values of `operation` of bind.
enum ASSAY_VALUES_OF(operation, "bind") {
  BIND_OPERATION_BIND = 0,
  BIND_OPERATION_POST_BIND = 1,
  BIND_OPERATION_UNBIND = 2,
};

/// The context of sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen.
///
/// - windows/sock_addr_connect: sections `cgroup/connect4`, `cgroup/connect6`; any result
/// - windows/sock_addr_recv_accept: sections `cgroup/recv_accept4`, `cgroup/recv_accept6`; any result
/// - windows/sock_addr_connect_authorization: sections `cgroup/connect_authorization4`, `cgroup/connect_authorization6`; any result
/// - windows/sock_addr_bind: sections `cgroup/bind4`, `cgroup/bind6`; any result
/// - windows/sock_addr_listen: sections `cgroup/listen4`, `cgroup/listen6`; any result
typedef struct bpf_sock_addr {
  u32 family ASSAY_READ_ONLY;  ///< read only
  u8 msg_src_ip[16] ASSAY_READ_ONLY;  ///< read only
  u16 msg_src_port ASSAY_READ_ONLY;  ///< read only
  u8 padding_22[2] ASSAY_PADDING;
  u8 user_ip[16] ASSAY_WRITABLE_IN("sock_addr_connect");  ///< writable in sock_addr_connect
  u16 user_port ASSAY_WRITABLE_IN("sock_addr_connect");  ///< writable in sock_addr_connect
  u8 padding_42[2] ASSAY_PADDING;
  u32 protocol ASSAY_READ_ONLY;  ///< read only
  u32 compartment_id ASSAY_READ_ONLY;  ///< read only
  u8 padding_52[4] ASSAY_PADDING;
  u64 interface_luid ASSAY_READ_ONLY;  ///< read only
} bpf_sock_addr_t;
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, family) == 0, "offset of family");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, msg_src_ip) == 4, "offset of msg_src_ip");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, msg_src_port) == 20, "offset of msg_src_port");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, user_ip) == 24, "offset of user_ip");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, user_port) == 40, "offset of user_port");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, protocol) == 44, "offset of protocol");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, compartment_id) == 48, "offset of compartment_id");
_Static_assert(__builtin_offsetof(bpf_sock_addr_t, interface_luid) == 56, "offset of interface_luid");
_Static_assert(sizeof(bpf_sock_addr_t) == 64, "size of bpf_sock_addr_t");

/// Results of sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen.
enum ASSAY_RESULTS_OF("sock_addr_connect", "sock_addr_recv_accept", "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen") {
  BPF_SOCK_ADDR_VERDICT_REJECT = 0,
  BPF_SOCK_ADDR_VERDICT_PROCEED_SOFT = 1,
  BPF_SOCK_ADDR_VERDICT_PROCEED_HARD = 2,
};

/// Values of `family` of sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen.
enum ASSAY_VALUES_OF(family, "sock_addr_connect", "sock_addr_recv_accept", "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen") {
  AF_INET = 2,
  AF_INET6 = 23,
};

/// The context of sock_ops.
///
/// - windows/sock_ops: sections `sockops`; any result
typedef struct _bpf_sock_ops {
  u32 op ASSAY_READ_ONLY;  ///< read only
  u32 family ASSAY_READ_ONLY;  ///< read only
  u8 local_ip[16] ASSAY_READ_ONLY;  ///< read only
  u32 local_port ASSAY_READ_ONLY;  ///< read only
  u8 remote_ip[16] ASSAY_READ_ONLY;  ///< read only
  u32 remote_port ASSAY_READ_ONLY;  ///< read only
  u8 protocol ASSAY_READ_ONLY;  ///< read only
  u8 padding_49[3] ASSAY_PADDING;
  u32 compartment_id ASSAY_READ_ONLY;  ///< read only
  u64 interface_luid ASSAY_READ_ONLY;  ///< read only
} bpf_sock_ops_t;
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, op) == 0, "offset of op");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, family) == 4, "offset of family");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, local_ip) == 8, "offset of local_ip");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, local_port) == 24, "offset of local_port");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, remote_ip) == 28, "offset of remote_ip");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, remote_port) == 44, "offset of remote_port");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, protocol) == 48, "offset of protocol");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, compartment_id) == 52, "offset of compartment_id");
_Static_assert(__builtin_offsetof(bpf_sock_ops_t, interface_luid) == 56, "offset of interface_luid");
_Static_assert(sizeof(bpf_sock_ops_t) == 64, "size of bpf_sock_ops_t");

/// The context of xdp.
///
/// - windows/xdp: sections `xdp`; results 1 to 3
typedef struct _xdp_md {
  u8 *data ASSAY_BEGIN(packet, 65597) ASSAY_REGION_WRITABLE ASSAY_REGION_MOVES ASSAY_REGION_NEVER_NULL ASSAY_REGION_ORDERED;  ///< begin of packet; read only
  u8 *data_end ASSAY_END(packet);  ///< end of packet; read only
  u64 data_meta ASSAY_READ_ONLY;  ///< read only
  u32 ingress_ifindex ASSAY_READ_ONLY;  ///< read only
  u8 padding_28[4] ASSAY_PADDING;
} xdp_md_t;
_Static_assert(__builtin_offsetof(xdp_md_t, data) == 0, "offset of data");
_Static_assert(__builtin_offsetof(xdp_md_t, data_end) == 8, "offset of data_end");
_Static_assert(__builtin_offsetof(xdp_md_t, data_meta) == 16, "offset of data_meta");
_Static_assert(__builtin_offsetof(xdp_md_t, ingress_ifindex) == 24, "offset of ingress_ifindex");
_Static_assert(sizeof(xdp_md_t) == 32, "size of xdp_md_t");

/// Results of xdp.
enum ASSAY_RESULTS_OF("xdp") {
  XDP_PASS = 1,
  XDP_DROP = 2,
  XDP_TX = 3,
};

// ---- hooks ----

// Prototypes for people and for `assay contract extract`; nothing is called so.

/// What the programs of windows/process look like.
ASSAY_HOOK("windows/process") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("process")
ASSAY_OTHER_RESULTS("negative numbers deny, the others permit") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_process(process_md_t *ctx);

/// What the programs of windows/netevent look like.
ASSAY_HOOK("windows/netevent") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("netevent_monitor")
ASSAY_OTHER_RESULTS("it is ignored") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_netevent(netevent_event_md_t *ctx);

/// What the programs of windows/bind look like.
ASSAY_HOOK("windows/bind") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("bind")
ASSAY_OTHER_RESULTS("numbers without a name deny") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_bind(bind_md_t *ctx);

/// What the programs of windows/sock_addr_connect look like.
ASSAY_HOOK("windows/sock_addr_connect") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("cgroup/connect4", "cgroup/connect6") ASSAY_ALSO_BY_TAG
ASSAY_OTHER_RESULTS("numbers without a name reject") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_sock_addr_connect(bpf_sock_addr_t *ctx);

/// What the programs of windows/sock_addr_recv_accept look like.
ASSAY_HOOK("windows/sock_addr_recv_accept") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("cgroup/recv_accept4", "cgroup/recv_accept6") ASSAY_ALSO_BY_TAG
ASSAY_OTHER_RESULTS("numbers without a name reject") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_sock_addr_recv_accept(bpf_sock_addr_t *ctx);

/// What the programs of windows/sock_addr_connect_authorization look like.
ASSAY_HOOK("windows/sock_addr_connect_authorization") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("cgroup/connect_authorization4", "cgroup/connect_authorization6") ASSAY_ALSO_BY_TAG
ASSAY_OTHER_RESULTS("numbers without a name reject") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_sock_addr_connect_authorization(bpf_sock_addr_t *ctx);

/// What the programs of windows/sock_addr_bind look like.
ASSAY_HOOK("windows/sock_addr_bind") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("cgroup/bind4", "cgroup/bind6") ASSAY_ALSO_BY_TAG
ASSAY_OTHER_RESULTS("numbers without a name reject") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_sock_addr_bind(bpf_sock_addr_t *ctx);

/// What the programs of windows/sock_addr_listen look like.
ASSAY_HOOK("windows/sock_addr_listen") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("cgroup/listen4", "cgroup/listen6") ASSAY_ALSO_BY_TAG
ASSAY_OTHER_RESULTS("numbers without a name reject") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_sock_addr_listen(bpf_sock_addr_t *ctx);

/// What the programs of windows/sock_ops look like.
ASSAY_HOOK("windows/sock_ops") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("sockops")
ASSAY_OTHER_RESULTS("all but 0 block a connection that is being made") ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_sock_ops(bpf_sock_ops_t *ctx);

/// What the programs of windows/xdp look like.
ASSAY_HOOK("windows/xdp") ASSAY_PLATFORM_VERSION("1.6.0") ASSAY_SECTIONS("xdp")
ASSAY_RESULT(1, 3) ASSAY_LIMITS(512, 8, 33, 1000000)
ASSAY_ALLOWS("writable_globals")
int assay_hook_xdp(xdp_md_t *ctx);

// ---- maps ----

/// Kinds of map, for `__uint(type, ...)`.
enum {
  BPF_MAP_TYPE_HASH ASSAY_MAP_KIND ASSAY_CONTENTS("hash") ASSAY_VALUES_ALIGNED("eight") ASSAY_LOOKED_UP ASSAY_KEY_BYTES(1, ~0u) ASSAY_VALUE_BYTES(1, ~0u) = 1,
  BPF_MAP_TYPE_ARRAY ASSAY_MAP_KIND ASSAY_CONTENTS("array") ASSAY_VALUES_ALIGNED("value_size") ASSAY_LOOKED_UP ASSAY_ADDRESSED ASSAY_KEY_BYTES(4, 4) ASSAY_VALUE_BYTES(1, ~0u) = 2,
  BPF_MAP_TYPE_PROG_ARRAY ASSAY_MAP_KIND ASSAY_HOLDS_PROGRAMS = 3,
  BPF_MAP_TYPE_PERCPU_HASH ASSAY_MAP_KIND ASSAY_CONTENTS("hash") ASSAY_VALUES_ALIGNED("eight") ASSAY_LOOKED_UP ASSAY_KEY_BYTES(1, ~0u) ASSAY_VALUE_BYTES(1, ~0u) = 4,
  BPF_MAP_TYPE_PERCPU_ARRAY ASSAY_MAP_KIND ASSAY_CONTENTS("array") ASSAY_VALUES_ALIGNED("eight") ASSAY_LOOKED_UP ASSAY_KEY_BYTES(4, 4) ASSAY_VALUE_BYTES(1, ~0u) = 5,
  BPF_MAP_TYPE_HASH_OF_MAPS ASSAY_MAP_KIND ASSAY_LOOKED_UP ASSAY_HOLDS_MAPS ASSAY_KEY_BYTES(1, ~0u) ASSAY_VALUE_BYTES(4, 4) = 6,
  BPF_MAP_TYPE_ARRAY_OF_MAPS ASSAY_MAP_KIND ASSAY_LOOKED_UP ASSAY_HOLDS_MAPS ASSAY_KEY_BYTES(4, 4) ASSAY_VALUE_BYTES(4, 4) = 7,
  BPF_MAP_TYPE_LRU_HASH ASSAY_MAP_KIND ASSAY_CONTENTS("lru_hash") ASSAY_VALUES_ALIGNED("eight") ASSAY_LOOKED_UP ASSAY_PRIVATE_KEY ASSAY_KEY_BYTES(1, ~0u) ASSAY_VALUE_BYTES(1, ~0u) ASSAY_ENTRIES(8, ~0u) = 8,
  BPF_MAP_TYPE_LPM_TRIE ASSAY_MAP_KIND ASSAY_CONTENTS("lpm_trie") ASSAY_VALUES_ALIGNED("eight") ASSAY_LOOKED_UP ASSAY_LOOKUP_WRITES_KEY ASSAY_PRIVATE_KEY ASSAY_KEY_BYTES(5, ~0u) ASSAY_VALUE_BYTES(1, ~0u) = 9,
  BPF_MAP_TYPE_QUEUE ASSAY_MAP_KIND ASSAY_CONTENTS("queue") ASSAY_KEY_BYTES(0, 0) = 10,
  BPF_MAP_TYPE_LRU_PERCPU_HASH ASSAY_MAP_KIND ASSAY_CONTENTS("lru_hash") ASSAY_VALUES_ALIGNED("eight") ASSAY_LOOKED_UP ASSAY_PRIVATE_KEY ASSAY_KEY_BYTES(1, ~0u) ASSAY_VALUE_BYTES(1, ~0u) ASSAY_ENTRIES(8, ~0u) = 11,
  BPF_MAP_TYPE_STACK ASSAY_MAP_KIND ASSAY_CONTENTS("stack") ASSAY_KEY_BYTES(0, 0) = 12,
  BPF_MAP_TYPE_RINGBUF ASSAY_MAP_KIND = 13,
  BPF_MAP_TYPE_PERF_EVENT_ARRAY ASSAY_MAP_KIND = 14,
  BPF_MAP_TYPE_XSKMAP ASSAY_MAP_KIND = 16,
};

// ---- numbers ----

/// How `bpf_map_update_elem` treats an entry that is there, or is not.
enum {
  BPF_ANY = 0,
  BPF_NOEXIST = 1,
  BPF_EXIST = 2,
};

// ---- helpers ----

// A helper is a call of its number; ISO C has no conversion of a number to a function.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

/// Helper 1 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @return the value, or null
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, hash_of_maps, array_of_maps, lru_hash, lpm_trie, lru_percpu_hash.
static void *(*const bpf_map_lookup_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_HASH, BPF_MAP_TYPE_ARRAY, BPF_MAP_TYPE_PERCPU_HASH, BPF_MAP_TYPE_PERCPU_ARRAY, BPF_MAP_TYPE_HASH_OF_MAPS, BPF_MAP_TYPE_ARRAY_OF_MAPS, BPF_MAP_TYPE_LRU_HASH, BPF_MAP_TYPE_LPM_TRIE, BPF_MAP_TYPE_LRU_PERCPU_HASH), const void *key ASSAY_KEY) ASSAY_HELPER ASSAY_RETURNS_VALUE_OR_NULL ASSAY_MODEL("map_lookup") = (void *)1;

/// Helper 2 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @param value readable: as many bytes as the map's values have
/// @param arg4 any initialised number
/// @return a number
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, lru_hash, lpm_trie, lru_percpu_hash.
/// @note Writes the map.
static s64 (*const bpf_map_update_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_HASH, BPF_MAP_TYPE_ARRAY, BPF_MAP_TYPE_PERCPU_HASH, BPF_MAP_TYPE_PERCPU_ARRAY, BPF_MAP_TYPE_LRU_HASH, BPF_MAP_TYPE_LPM_TRIE, BPF_MAP_TYPE_LRU_PERCPU_HASH), const void *key ASSAY_KEY, const void *value ASSAY_VALUE_IN, u64 arg4) ASSAY_HELPER ASSAY_MODEL("map_update") ASSAY_WRITES_MAP = (void *)2;

/// Helper 3 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @return a number
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, lru_hash, lpm_trie, lru_percpu_hash.
/// @note Writes the map.
static s64 (*const bpf_map_delete_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_HASH, BPF_MAP_TYPE_ARRAY, BPF_MAP_TYPE_PERCPU_HASH, BPF_MAP_TYPE_PERCPU_ARRAY, BPF_MAP_TYPE_LRU_HASH, BPF_MAP_TYPE_LPM_TRIE, BPF_MAP_TYPE_LRU_PERCPU_HASH), const void *key ASSAY_KEY) ASSAY_HELPER ASSAY_MODEL("map_delete") ASSAY_WRITES_MAP = (void *)3;

/// Helper 4 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @return the value, or null
/// @note Kinds of map: hash, percpu_hash, lru_hash, lru_percpu_hash.
/// @note Writes the map.
static void *(*const bpf_map_lookup_and_delete_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_HASH, BPF_MAP_TYPE_PERCPU_HASH, BPF_MAP_TYPE_LRU_HASH, BPF_MAP_TYPE_LRU_PERCPU_HASH), const void *key ASSAY_KEY) ASSAY_HELPER ASSAY_RETURNS_VALUE_OR_NULL ASSAY_MODEL("map_lookup_and_delete") ASSAY_WRITES_MAP = (void *)4;

/// Helper 5 of every hook.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param arg3 any initialised number
/// @return only where it fails: a negative number
/// @note Kinds of map: prog_array.
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_tail_call)(void *ctx ASSAY_CONTEXT, const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_PROG_ARRAY), u64 arg3) ASSAY_HELPER ASSAY_TAIL_CALL ASSAY_MODEL("tail_call") ASSAY_MOVES_PACKET = (void *)5;

/// Helper 6 of every hook.
/// @return a number
static u64 (*const bpf_get_prandom_u32)(void) ASSAY_HELPER ASSAY_MODEL("random_number") = (void *)6;

/// Helper 7 of every hook.
/// @return a number
static u64 (*const bpf_ktime_get_boot_ns)(void) ASSAY_HELPER ASSAY_MODEL("clock") = (void *)7;

/// Helper 8 of every hook.
/// @return a number
static u64 (*const bpf_get_smp_processor_id)(void) ASSAY_HELPER = (void *)8;

/// Helper 9 of every hook.
/// @return a number
static u64 (*const bpf_ktime_get_ns)(void) ASSAY_HELPER ASSAY_MODEL("clock") = (void *)9;

/// Helper 10 of every hook.
/// @param from readable, initialised; may be null
/// @param from_size its size in bytes, may be zero
/// @param from3 readable, initialised; may be null
/// @param from3_size its size in bytes, may be zero
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_csum_diff)(const void *from ASSAY_READS ASSAY_NULLABLE, u64 from_size ASSAY_SIZE_OF_OR_ZERO(from), const void *from3 ASSAY_READS ASSAY_NULLABLE, u64 from3_size ASSAY_SIZE_OF_OR_ZERO(from3), u64 arg5) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) = (void *)10;

/// Helper 11 of every hook.
/// @param map address of the map
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: ringbuf.
static s32 (*const bpf_ringbuf_output)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_RINGBUF), const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from), u64 arg4) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("output") = (void *)11;

/// Helper 12 of every hook.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_trace_printk2)(const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("print") = (void *)12;

/// Helper 13 of every hook.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_trace_printk3)(const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from), u64 arg3) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("print") = (void *)13;

/// Helper 14 of every hook.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg3 any initialised number
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_trace_printk4)(const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from), u64 arg3, u64 arg4) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("print") = (void *)14;

/// Helper 15 of every hook.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg3 any initialised number
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_trace_printk5)(const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from), u64 arg3, u64 arg4, u64 arg5) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("print") = (void *)15;

/// Helper 16 of every hook.
/// @param map address of the map
/// @param value readable: as many bytes as the map's values have
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: queue, stack.
/// @note Writes the map.
static s32 (*const bpf_map_push_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_QUEUE, BPF_MAP_TYPE_STACK), const void *value ASSAY_VALUE_IN, u64 arg3) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("map_push") ASSAY_WRITES_MAP = (void *)16;

/// Helper 17 of every hook.
/// @param map address of the map
/// @param value written: as many bytes as the map's values have
/// @return a number from -2147483648 to 0
/// @note Kinds of map: queue, stack.
/// @note fills the buffer on success only.
/// @note Writes the map.
static s32 (*const bpf_map_pop_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_QUEUE, BPF_MAP_TYPE_STACK), void *value ASSAY_VALUE_OUT) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 0) ASSAY_FILLS_ON_SUCCESS ASSAY_MODEL("map_pop") ASSAY_WRITES_MAP = (void *)17;

/// Helper 18 of every hook.
/// @param map address of the map
/// @param value written: as many bytes as the map's values have
/// @return a number from -2147483648 to 0
/// @note Kinds of map: queue, stack.
/// @note fills the buffer on success only.
static s32 (*const bpf_map_peek_elem)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_QUEUE, BPF_MAP_TYPE_STACK), void *value ASSAY_VALUE_OUT) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 0) ASSAY_FILLS_ON_SUCCESS ASSAY_MODEL("map_peek") = (void *)18;

/// Helper 19 of every hook.
/// @return a number
static u64 (*const bpf_get_current_pid_tgid)(void) ASSAY_HELPER = (void *)19;

/// Helper 20 of every hook.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_get_current_logon_id)(void *ctx ASSAY_CONTEXT) ASSAY_HELPER = (void *)20;

/// Helper 21 of every hook.
/// @param ctx the context, unmodified
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_is_current_admin)(void *ctx ASSAY_CONTEXT) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) = (void *)21;

/// Helper 22 of every hook.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s32 (*const bpf_memcpy_s)(void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF_OR_ZERO(to), const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF_OR_ZERO(from)) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_FILLS_UNKNOWN ASSAY_MODEL("copy_memory") = (void *)22;

/// Helper 23 of every hook.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param from3 readable, initialised
/// @param from3_size its size in bytes, at least 1
/// @return a number from -1 to 1
static s32 (*const bpf_memcmp_s)(const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from), const void *from3 ASSAY_READS, u64 from3_size ASSAY_SIZE_OF(from3)) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-1, 1) ASSAY_MODEL("compare_memory") = (void *)23;

/// Helper 24 of every hook.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @param arg3 any initialised number
/// @return to
static void *(*const bpf_memset)(void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to), u64 arg3) ASSAY_HELPER ASSAY_RETURNS_ARGUMENT(to) ASSAY_MODEL("fill_memory") = (void *)24;

/// Helper 25 of every hook.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s32 (*const bpf_memmove_s)(void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF_OR_ZERO(to), const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF_OR_ZERO(from)) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_FILLS_UNKNOWN ASSAY_MODEL("copy_memory") = (void *)25;

/// Helper 26 of sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_get_socket_cookie)(bpf_sock_addr_t *ctx ASSAY_CONTEXT) ASSAY_HELPER ASSAY_ONLY_IN("sock_addr_connect", "sock_addr_recv_accept", "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen") = (void *)26;

/// Helper 27 of every hook.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s32 (*const bpf_strncpy_s)(void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to), const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_FILLS_UNKNOWN ASSAY_MODEL("copy_text") = (void *)27;

/// Helper 28 of every hook.
/// @param buffer readable and writable, initialised
/// @param buffer_size its size in bytes, at least 1
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_strncat_s)(void *buffer ASSAY_READS_WRITES, u64 buffer_size ASSAY_SIZE_OF(buffer), const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_FILLS_UNKNOWN ASSAY_MODEL("append_text") = (void *)28;

/// Helper 29 of every hook.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from 0 to 9223372036854775807
/// @note The result is at most from_size.
static s64 (*const bpf_strnlen_s)(const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_RETURNS(0, 9223372036854775807LL) ASSAY_AT_MOST(from_size) ASSAY_MODEL("text_length") = (void *)29;

/// Helper 30 of every hook.
/// @return a number
static u64 (*const bpf_ktime_get_boot_ms)(void) ASSAY_HELPER = (void *)30;

/// Helper 31 of every hook.
/// @return a number
static u64 (*const bpf_ktime_get_ms)(void) ASSAY_HELPER = (void *)31;

/// Helper 32 of process, bind, sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen, sock_ops, xdp.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param arg3 any initialised number
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: perf_event_array.
static s32 (*const bpf_perf_event_output)(void *ctx ASSAY_CONTEXT, const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_PERF_EVENT_ARRAY), u64 arg3, const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_ONLY_IN("process", "bind", "sock_addr_connect", "sock_addr_recv_accept", "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen", "sock_ops", "xdp") ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("output") = (void *)32;

/// Helper 32 of netevent.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param number a number from 0 to 4294967295
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: perf_event_array.
static s32 (*const bpf_perf_event_output_without_data)(netevent_event_md_t *ctx ASSAY_CONTEXT, const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_PERF_EVENT_ARRAY), u64 number ASSAY_RANGE(0ull, 4294967295ull), const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_ONLY_IN("netevent") ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("output") = (void *)32;

/// Helper 33 of every hook.
/// @return a number
static u64 (*const bpf_get_current_process_start_key)(void) ASSAY_HELPER = (void *)33;

/// Helper 34 of every hook.
/// @return a number
static u64 (*const bpf_get_current_thread_create_time)(void) ASSAY_HELPER = (void *)34;

/// Helper 65536 of process.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 65535
/// @note fills min(result, size) bytes, none where the result is negative.
/// @note The result is at most to_size.
static s32 (*const bpf_process_get_image_path)(process_md_t *ctx ASSAY_CONTEXT, void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to)) ASSAY_HELPER ASSAY_ONLY_IN("process") ASSAY_RETURNS_LOW_HALF(-2147483648, 65535) ASSAY_FILLS_RESULT_BYTES ASSAY_AT_MOST(to_size) = (void *)65536;

/// Helper 65536 of sock_ops.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_sock_ops_get_flow_id)(bpf_sock_ops_t *ctx ASSAY_CONTEXT) ASSAY_HELPER ASSAY_ONLY_IN("sock_ops") = (void *)65536;

/// Helper 65536 of xdp.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s32 (*const bpf_xdp_adjust_head)(xdp_md_t *ctx ASSAY_CONTEXT, u64 arg2) ASSAY_HELPER ASSAY_ONLY_IN("xdp") ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) ASSAY_MODEL("move_packet_head") ASSAY_MOVES_PACKET = (void *)65536;

/// Helper 65537 of process.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 65535
/// @note fills min(result, size) bytes, none where the result is negative.
/// @note The result is at most to_size.
static s32 (*const bpf_process_get_account_name)(process_md_t *ctx ASSAY_CONTEXT, void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to)) ASSAY_HELPER ASSAY_ONLY_IN("process") ASSAY_RETURNS_LOW_HALF(-2147483648, 65535) ASSAY_FILLS_RESULT_BYTES ASSAY_AT_MOST(to_size) = (void *)65537;

/// Helper 65537 of sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen.
/// @param ctx the context, unmodified
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_sock_addr_set_redirect_context)(bpf_sock_addr_t *ctx ASSAY_CONTEXT, const void *from ASSAY_READS, u64 from_size ASSAY_SIZE_OF(from)) ASSAY_HELPER ASSAY_ONLY_IN("sock_addr_connect", "sock_addr_recv_accept", "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen") ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) = (void *)65537;

/// Helper 65538 of process.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 65535
/// @note fills min(result, size) bytes, none where the result is negative.
/// @note The result is at most to_size.
static s32 (*const bpf_process_get_account_domain)(process_md_t *ctx ASSAY_CONTEXT, void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to)) ASSAY_HELPER ASSAY_ONLY_IN("process") ASSAY_RETURNS_LOW_HALF(-2147483648, 65535) ASSAY_FILLS_RESULT_BYTES ASSAY_AT_MOST(to_size) = (void *)65538;

/// Helper 65538 of sock_addr_connect, sock_addr_recv_accept, sock_addr_connect_authorization, sock_addr_bind, sock_addr_listen.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s32 (*const bpf_sock_addr_get_network_context)(bpf_sock_addr_t *ctx ASSAY_CONTEXT, void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to)) ASSAY_HELPER ASSAY_ONLY_IN("sock_addr_connect", "sock_addr_recv_accept", "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen") ASSAY_RETURNS_LOW_HALF(-2147483648, 2147483647) = (void *)65538;

#pragma GCC diagnostic pop
