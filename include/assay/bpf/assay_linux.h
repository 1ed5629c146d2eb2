// SPDX-License-Identifier: Apache-2.0
// clang-format off
// Written by `assay contract header linux`: do not edit.
/// @file
/// What sensors for Linux need: contexts, results, maps and helpers, as Assay's contracts have
/// them. No other header is needed. `assay contract show` tells all that a contract says.
#pragma once

#ifdef ASSAY_PLATFORM_HEADER
#error "a sensor is for one platform: another header of Assay's is included already"
#endif
#define ASSAY_PLATFORM_HEADER "linux"
// A symbol in the object that says so. Nothing of it is loaded.
__asm__(".set __assay_platform_linux, 1");

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

/// The context of xdp.
///
/// - linux/xdp: sections `xdp`, `xdp.frags`, `xdp/cpumap`, `xdp.frags/cpumap`; any result
/// - linux/xdp_devmap: sections `xdp/devmap`, `xdp.frags/devmap`; any result
struct xdp_md {
  u32 data;  ///< between begin and end of packet; read only
  u32 data_end;  ///< end of packet; read only
  u32 data_meta;  ///< begin of packet, or past the next mark where it is empty; read only
  u32 ingress_ifindex;  ///< read only
  u32 rx_queue_index;  ///< read only
  u32 egress_ifindex;  ///< only in xdp_devmap; read only
};
_Static_assert(__builtin_offsetof(struct xdp_md, data) == 0, "offset of data");
_Static_assert(__builtin_offsetof(struct xdp_md, data_end) == 4, "offset of data_end");
_Static_assert(__builtin_offsetof(struct xdp_md, data_meta) == 8, "offset of data_meta");
_Static_assert(__builtin_offsetof(struct xdp_md, ingress_ifindex) == 12, "offset of ingress_ifindex");
_Static_assert(__builtin_offsetof(struct xdp_md, rx_queue_index) == 16, "offset of rx_queue_index");
_Static_assert(__builtin_offsetof(struct xdp_md, egress_ifindex) == 20, "offset of egress_ifindex");
_Static_assert(sizeof(struct xdp_md) == 24, "size of struct xdp_md");

/// Results of xdp.
enum {
  XDP_ABORTED = 0,
  XDP_DROP = 1,
  XDP_PASS = 2,
  XDP_TX = 3,
  XDP_REDIRECT = 4,
};

/// The context of sched_cls, socket_filter, lwt, cgroup_skb.
///
/// - linux/sched_cls: sections `tc`, `tcx/ingress`, `tcx/egress`, `netkit/primary`, `netkit/peer`, `classifier`, `action`; any result
/// - linux/socket_filter: sections `socket`, `socket_filter`; any result
/// - linux/lwt: sections `lwt_out`; any result
/// - linux/lwt_in: sections `lwt_in`; any result
/// - linux/lwt_xmit: sections `lwt_xmit`; any result
/// - linux/cgroup_skb: sections `cgroup/skb`, `cgroup_skb/ingress`; results 0 to 1
/// - linux/cgroup_skb_egress: sections `cgroup_skb/egress`; results 0 to 3
struct __sk_buff {
  u32 len;  ///< read only
  u32 pkt_type;  ///< read only
  u32 mark;  ///< writable in sched_cls, lwt, cgroup_skb
  u32 queue_mapping;  ///< writable in sched_cls
  u32 protocol;  ///< read only
  u32 vlan_present;  ///< read only
  u32 vlan_tci;  ///< read only
  u32 vlan_proto;  ///< read only
  u32 priority;  ///< writable in sched_cls, lwt, cgroup_skb
  u32 ingress_ifindex;  ///< read only
  u32 ifindex;  ///< read only
  u32 tc_index;  ///< writable in sched_cls
  u32 cb[5];  ///< read and write
  u32 hash;  ///< read only
  u32 tc_classid;  ///< only in sched_cls; read and write
  u32 data;  ///< between begin and end of packet, or begin of packet; only in sched_cls, lwt, cgroup_skb; read only
  u32 data_end;  ///< end of packet; only in sched_cls, lwt, cgroup_skb; read only
  u32 napi_id;  ///< read only
  u32 family;  ///< only in cgroup_skb; read only
  u32 remote_ip4;  ///< only in cgroup_skb; read only
  u32 local_ip4;  ///< only in cgroup_skb; read only
  u32 remote_ip6[4];  ///< only in cgroup_skb; read only
  u32 local_ip6[4];  ///< only in cgroup_skb; read only
  u32 remote_port;  ///< only in cgroup_skb; read only
  u32 local_port;  ///< only in cgroup_skb; read only
  u32 data_meta;  ///< begin of packet; only in sched_cls; read only
  u8 padding_144[8];
  u64 tstamp;  ///< only in sched_cls, cgroup_skb; read and write
  u32 wire_len;  ///< only in sched_cls; read only
  u32 gso_segs;  ///< read only
  void *sk;  ///< an object of the kernel, not to be dereferenced; read only
  u32 gso_size;  ///< read only
  u8 tstamp_type;  ///< only in sched_cls; read only
  u8 padding_181[3];
  u64 hwtstamp;  ///< only in sched_cls, cgroup_skb; read only
};
_Static_assert(__builtin_offsetof(struct __sk_buff, len) == 0, "offset of len");
_Static_assert(__builtin_offsetof(struct __sk_buff, pkt_type) == 4, "offset of pkt_type");
_Static_assert(__builtin_offsetof(struct __sk_buff, mark) == 8, "offset of mark");
_Static_assert(__builtin_offsetof(struct __sk_buff, queue_mapping) == 12, "offset of queue_mapping");
_Static_assert(__builtin_offsetof(struct __sk_buff, protocol) == 16, "offset of protocol");
_Static_assert(__builtin_offsetof(struct __sk_buff, vlan_present) == 20, "offset of vlan_present");
_Static_assert(__builtin_offsetof(struct __sk_buff, vlan_tci) == 24, "offset of vlan_tci");
_Static_assert(__builtin_offsetof(struct __sk_buff, vlan_proto) == 28, "offset of vlan_proto");
_Static_assert(__builtin_offsetof(struct __sk_buff, priority) == 32, "offset of priority");
_Static_assert(__builtin_offsetof(struct __sk_buff, ingress_ifindex) == 36, "offset of ingress_ifindex");
_Static_assert(__builtin_offsetof(struct __sk_buff, ifindex) == 40, "offset of ifindex");
_Static_assert(__builtin_offsetof(struct __sk_buff, tc_index) == 44, "offset of tc_index");
_Static_assert(__builtin_offsetof(struct __sk_buff, cb) == 48, "offset of cb");
_Static_assert(__builtin_offsetof(struct __sk_buff, hash) == 68, "offset of hash");
_Static_assert(__builtin_offsetof(struct __sk_buff, tc_classid) == 72, "offset of tc_classid");
_Static_assert(__builtin_offsetof(struct __sk_buff, data) == 76, "offset of data");
_Static_assert(__builtin_offsetof(struct __sk_buff, data_end) == 80, "offset of data_end");
_Static_assert(__builtin_offsetof(struct __sk_buff, napi_id) == 84, "offset of napi_id");
_Static_assert(__builtin_offsetof(struct __sk_buff, family) == 88, "offset of family");
_Static_assert(__builtin_offsetof(struct __sk_buff, remote_ip4) == 92, "offset of remote_ip4");
_Static_assert(__builtin_offsetof(struct __sk_buff, local_ip4) == 96, "offset of local_ip4");
_Static_assert(__builtin_offsetof(struct __sk_buff, remote_ip6) == 100, "offset of remote_ip6");
_Static_assert(__builtin_offsetof(struct __sk_buff, local_ip6) == 116, "offset of local_ip6");
_Static_assert(__builtin_offsetof(struct __sk_buff, remote_port) == 132, "offset of remote_port");
_Static_assert(__builtin_offsetof(struct __sk_buff, local_port) == 136, "offset of local_port");
_Static_assert(__builtin_offsetof(struct __sk_buff, data_meta) == 140, "offset of data_meta");
_Static_assert(__builtin_offsetof(struct __sk_buff, tstamp) == 152, "offset of tstamp");
_Static_assert(__builtin_offsetof(struct __sk_buff, wire_len) == 160, "offset of wire_len");
_Static_assert(__builtin_offsetof(struct __sk_buff, gso_segs) == 164, "offset of gso_segs");
_Static_assert(__builtin_offsetof(struct __sk_buff, sk) == 168, "offset of sk");
_Static_assert(__builtin_offsetof(struct __sk_buff, gso_size) == 176, "offset of gso_size");
_Static_assert(__builtin_offsetof(struct __sk_buff, tstamp_type) == 180, "offset of tstamp_type");
_Static_assert(__builtin_offsetof(struct __sk_buff, hwtstamp) == 184, "offset of hwtstamp");
_Static_assert(sizeof(struct __sk_buff) == 192, "size of struct __sk_buff");

/// Results of sched_cls.
enum {
  TC_ACT_UNSPEC = -1,
  TC_ACT_OK = 0,
  TC_ACT_RECLASSIFY = 1,
  TC_ACT_SHOT = 2,
  TC_ACT_PIPE = 3,
  TC_ACT_STOLEN = 4,
  TC_ACT_QUEUED = 5,
  TC_ACT_REPEAT = 6,
  TC_ACT_REDIRECT = 7,
  TC_ACT_TRAP = 8,
};

/// Results of lwt.
enum {
  BPF_OK = 0,
  BPF_DROP = 2,
  BPF_REDIRECT = 7,
  BPF_LWT_REROUTE = 128,
};

/// The context of cgroup_sock.
///
/// - linux/cgroup_sock: sections `cgroup/sock`, `cgroup/sock_create`, `cgroup/sock_release`; results 0 to 1
/// - linux/cgroup_post_bind4: sections `cgroup/post_bind4`; results 0 to 1
/// - linux/cgroup_post_bind6: sections `cgroup/post_bind6`; results 0 to 1
struct bpf_sock {
  u32 bound_dev_if;  ///< only in cgroup_sock; read and write
  u32 family;  ///< read only
  u32 type;  ///< read only
  u32 protocol;  ///< read only
  u32 mark;  ///< only in cgroup_sock; read and write
  u32 priority;  ///< only in cgroup_sock; read and write
  u32 src_ip4;  ///< only in cgroup_post_bind4; read only
  u32 src_ip6[4];  ///< only in cgroup_post_bind6; read only
  u32 src_port;  ///< only in cgroup_post_bind4, cgroup_post_bind6; read only
  u16 dst_port;  ///< read only
  u8 padding_50[2];
  u32 dst_ip4;  ///< read only
  u32 dst_ip6[4];  ///< read only
  u32 state;  ///< read only
  u8 padding_76[4];
};
_Static_assert(__builtin_offsetof(struct bpf_sock, bound_dev_if) == 0, "offset of bound_dev_if");
_Static_assert(__builtin_offsetof(struct bpf_sock, family) == 4, "offset of family");
_Static_assert(__builtin_offsetof(struct bpf_sock, type) == 8, "offset of type");
_Static_assert(__builtin_offsetof(struct bpf_sock, protocol) == 12, "offset of protocol");
_Static_assert(__builtin_offsetof(struct bpf_sock, mark) == 16, "offset of mark");
_Static_assert(__builtin_offsetof(struct bpf_sock, priority) == 20, "offset of priority");
_Static_assert(__builtin_offsetof(struct bpf_sock, src_ip4) == 24, "offset of src_ip4");
_Static_assert(__builtin_offsetof(struct bpf_sock, src_ip6) == 28, "offset of src_ip6");
_Static_assert(__builtin_offsetof(struct bpf_sock, src_port) == 44, "offset of src_port");
_Static_assert(__builtin_offsetof(struct bpf_sock, dst_port) == 48, "offset of dst_port");
_Static_assert(__builtin_offsetof(struct bpf_sock, dst_ip4) == 52, "offset of dst_ip4");
_Static_assert(__builtin_offsetof(struct bpf_sock, dst_ip6) == 56, "offset of dst_ip6");
_Static_assert(__builtin_offsetof(struct bpf_sock, state) == 72, "offset of state");
_Static_assert(sizeof(struct bpf_sock) == 80, "size of struct bpf_sock");

/// The context of cgroup_sock_addr.
///
/// - linux/cgroup_sock_addr: no section of its own; results 0 to 1
/// - linux/cgroup_bind4: sections `cgroup/bind4`; results 0 to 3
/// - linux/cgroup_bind6: sections `cgroup/bind6`; results 0 to 3
/// - linux/cgroup_connect4: sections `cgroup/connect4`; results 0 to 1
/// - linux/cgroup_connect6: sections `cgroup/connect6`; results 0 to 1
/// - linux/cgroup_sendmsg4: sections `cgroup/sendmsg4`; results 0 to 1
/// - linux/cgroup_sendmsg6: sections `cgroup/sendmsg6`; results 0 to 1
/// - linux/cgroup_recvmsg4: sections `cgroup/recvmsg4`; results 1 to 1
/// - linux/cgroup_recvmsg6: sections `cgroup/recvmsg6`; results 1 to 1
/// - linux/cgroup_getpeername4: sections `cgroup/getpeername4`; results 1 to 1
/// - linux/cgroup_getpeername6: sections `cgroup/getpeername6`; results 1 to 1
/// - linux/cgroup_getsockname4: sections `cgroup/getsockname4`; results 1 to 1
/// - linux/cgroup_getsockname6: sections `cgroup/getsockname6`; results 1 to 1
struct bpf_sock_addr {
  u32 user_family;  ///< read only
  u32 user_ip4;  ///< only in cgroup_bind4, cgroup_connect4, cgroup_sendmsg4, cgroup_recvmsg4, cgroup_getpeername4, cgroup_getsockname4; read and write
  u32 user_ip6[4];  ///< only in cgroup_bind6, cgroup_connect6, cgroup_sendmsg6, cgroup_recvmsg6, cgroup_getpeername6, cgroup_getsockname6; read and write
  u32 user_port;  ///< read and write
  u32 family;  ///< read only
  u32 type;  ///< read only
  u32 protocol;  ///< read only
  u32 msg_src_ip4;  ///< only in cgroup_sendmsg4; read and write
  u32 msg_src_ip6[4];  ///< only in cgroup_sendmsg6; read and write
  u8 padding_60[4];
  void *sk;  ///< an object of the kernel, not to be dereferenced; read only
};
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, user_family) == 0, "offset of user_family");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, user_ip4) == 4, "offset of user_ip4");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, user_ip6) == 8, "offset of user_ip6");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, user_port) == 24, "offset of user_port");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, family) == 28, "offset of family");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, type) == 32, "offset of type");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, protocol) == 36, "offset of protocol");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, msg_src_ip4) == 40, "offset of msg_src_ip4");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, msg_src_ip6) == 44, "offset of msg_src_ip6");
_Static_assert(__builtin_offsetof(struct bpf_sock_addr, sk) == 64, "offset of sk");
_Static_assert(sizeof(struct bpf_sock_addr) == 72, "size of struct bpf_sock_addr");

/// The context of sock_ops.
///
/// - linux/sock_ops: sections `sockops`; results 0 to 1
struct bpf_sock_ops {
  u32 op;  ///< read only
  union {
    u32 reply;  ///< read and write
    u32 replylong[4];  ///< read only
  };
  u32 family;  ///< read only
  u32 remote_ip4;  ///< read only
  u32 local_ip4;  ///< read only
  u32 remote_ip6[4];  ///< read only
  u32 local_ip6[4];  ///< read only
  u32 remote_port;  ///< read only
  u32 local_port;  ///< read only
  u32 is_fullsock;  ///< read only
  u32 snd_cwnd;  ///< read only
  u32 srtt_us;  ///< read only
  u32 cb_flags;  ///< read only
  u32 state;  ///< read only
  u8 padding_92[4];
  u32 snd_ssthresh;  ///< read only
  u32 rcv_nxt;  ///< read only
  u32 snd_nxt;  ///< read only
  u32 snd_una;  ///< read only
  u32 mss_cache;  ///< read only
  u32 ecn_flags;  ///< read only
  u32 rate_delivered;  ///< read only
  u32 rate_interval_us;  ///< read only
  u32 packets_out;  ///< read only
  u32 retrans_out;  ///< read only
  u32 total_retrans;  ///< read only
  u32 segs_in;  ///< read only
  u32 data_segs_in;  ///< read only
  u32 segs_out;  ///< read only
  u32 data_segs_out;  ///< read only
  u32 lost_out;  ///< read only
  u32 sacked_out;  ///< read only
  u32 sk_txhash;  ///< read and write
  u64 bytes_received;  ///< read only
  u64 bytes_acked;  ///< read only
  void *sk;  ///< an object of the kernel, not to be dereferenced; read only
  u8 *skb_data;  ///< begin of packet, or null; read only
  u8 *skb_data_end;  ///< end of packet, or null; read only
  u32 skb_len;  ///< read only
  u32 skb_tcp_flags;  ///< read only
  u64 skb_hwtstamp;  ///< read only
};
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, op) == 0, "offset of op");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, reply) == 4, "offset of reply");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, replylong) == 4, "offset of replylong");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, family) == 20, "offset of family");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, remote_ip4) == 24, "offset of remote_ip4");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, local_ip4) == 28, "offset of local_ip4");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, remote_ip6) == 32, "offset of remote_ip6");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, local_ip6) == 48, "offset of local_ip6");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, remote_port) == 64, "offset of remote_port");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, local_port) == 68, "offset of local_port");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, is_fullsock) == 72, "offset of is_fullsock");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, snd_cwnd) == 76, "offset of snd_cwnd");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, srtt_us) == 80, "offset of srtt_us");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, cb_flags) == 84, "offset of cb_flags");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, state) == 88, "offset of state");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, snd_ssthresh) == 96, "offset of snd_ssthresh");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, rcv_nxt) == 100, "offset of rcv_nxt");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, snd_nxt) == 104, "offset of snd_nxt");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, snd_una) == 108, "offset of snd_una");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, mss_cache) == 112, "offset of mss_cache");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, ecn_flags) == 116, "offset of ecn_flags");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, rate_delivered) == 120, "offset of rate_delivered");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, rate_interval_us) == 124, "offset of rate_interval_us");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, packets_out) == 128, "offset of packets_out");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, retrans_out) == 132, "offset of retrans_out");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, total_retrans) == 136, "offset of total_retrans");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, segs_in) == 140, "offset of segs_in");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, data_segs_in) == 144, "offset of data_segs_in");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, segs_out) == 148, "offset of segs_out");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, data_segs_out) == 152, "offset of data_segs_out");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, lost_out) == 156, "offset of lost_out");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, sacked_out) == 160, "offset of sacked_out");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, sk_txhash) == 164, "offset of sk_txhash");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, bytes_received) == 168, "offset of bytes_received");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, bytes_acked) == 176, "offset of bytes_acked");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, sk) == 184, "offset of sk");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, skb_data) == 192, "offset of skb_data");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, skb_data_end) == 200, "offset of skb_data_end");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, skb_len) == 208, "offset of skb_len");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, skb_tcp_flags) == 212, "offset of skb_tcp_flags");
_Static_assert(__builtin_offsetof(struct bpf_sock_ops, skb_hwtstamp) == 216, "offset of skb_hwtstamp");
_Static_assert(sizeof(struct bpf_sock_ops) == 224, "size of struct bpf_sock_ops");

/// The context of kprobe.
///
/// - linux/kprobe: sections `kprobe`, `kretprobe`, `uprobe`, `uretprobe`, `ksyscall`, `kretsyscall`, `usdt`, `kprobe.multi`, `kretprobe.multi`, `uprobe.multi`, `uretprobe.multi`; any result
/// - linux/kprobe_session: sections `kprobe.session`, `uprobe.session`; results 0 to 1
/// - linux/uprobe_sleepable: sections `uprobe.s`, `uretprobe.s`, `usdt.s`, `uprobe.multi.s`, `uretprobe.multi.s`; any result
struct pt_regs {
  u64 r15;  ///< read only
  u64 r14;  ///< read only
  u64 r13;  ///< read only
  u64 r12;  ///< read only
  u64 rbp;  ///< read only
  u64 rbx;  ///< read only
  u64 r11;  ///< read only
  u64 r10;  ///< read only
  u64 r9;  ///< read only
  u64 r8;  ///< read only
  u64 rax;  ///< read only
  u64 rcx;  ///< read only
  u64 rdx;  ///< read only
  u64 rsi;  ///< read only
  u64 rdi;  ///< read only
  u64 orig_rax;  ///< read only
  u64 rip;  ///< read only
  u64 cs;  ///< read only
  u64 eflags;  ///< read only
  u64 rsp;  ///< read only
  u64 ss;  ///< read only
};
_Static_assert(__builtin_offsetof(struct pt_regs, r15) == 0, "offset of r15");
_Static_assert(__builtin_offsetof(struct pt_regs, r14) == 8, "offset of r14");
_Static_assert(__builtin_offsetof(struct pt_regs, r13) == 16, "offset of r13");
_Static_assert(__builtin_offsetof(struct pt_regs, r12) == 24, "offset of r12");
_Static_assert(__builtin_offsetof(struct pt_regs, rbp) == 32, "offset of rbp");
_Static_assert(__builtin_offsetof(struct pt_regs, rbx) == 40, "offset of rbx");
_Static_assert(__builtin_offsetof(struct pt_regs, r11) == 48, "offset of r11");
_Static_assert(__builtin_offsetof(struct pt_regs, r10) == 56, "offset of r10");
_Static_assert(__builtin_offsetof(struct pt_regs, r9) == 64, "offset of r9");
_Static_assert(__builtin_offsetof(struct pt_regs, r8) == 72, "offset of r8");
_Static_assert(__builtin_offsetof(struct pt_regs, rax) == 80, "offset of rax");
_Static_assert(__builtin_offsetof(struct pt_regs, rcx) == 88, "offset of rcx");
_Static_assert(__builtin_offsetof(struct pt_regs, rdx) == 96, "offset of rdx");
_Static_assert(__builtin_offsetof(struct pt_regs, rsi) == 104, "offset of rsi");
_Static_assert(__builtin_offsetof(struct pt_regs, rdi) == 112, "offset of rdi");
_Static_assert(__builtin_offsetof(struct pt_regs, orig_rax) == 120, "offset of orig_rax");
_Static_assert(__builtin_offsetof(struct pt_regs, rip) == 128, "offset of rip");
_Static_assert(__builtin_offsetof(struct pt_regs, cs) == 136, "offset of cs");
_Static_assert(__builtin_offsetof(struct pt_regs, eflags) == 144, "offset of eflags");
_Static_assert(__builtin_offsetof(struct pt_regs, rsp) == 152, "offset of rsp");
_Static_assert(__builtin_offsetof(struct pt_regs, ss) == 160, "offset of ss");
_Static_assert(sizeof(struct pt_regs) == 168, "size of struct pt_regs");

/// The context of raw_tracepoint.
///
/// - linux/raw_tracepoint: sections `raw_tracepoint`, `raw_tp`; any result
struct bpf_raw_tracepoint_args {
  u64 args[12];  ///< read only
};
_Static_assert(__builtin_offsetof(struct bpf_raw_tracepoint_args, args) == 0, "offset of args");
_Static_assert(sizeof(struct bpf_raw_tracepoint_args) == 96, "size of struct bpf_raw_tracepoint_args");

/// The context of perf_event.
///
/// - linux/perf_event: sections `perf_event`; any result
struct bpf_perf_event_data {
  u64 r15;  ///< read only
  u64 r14;  ///< read only
  u64 r13;  ///< read only
  u64 r12;  ///< read only
  u64 rbp;  ///< read only
  u64 rbx;  ///< read only
  u64 r11;  ///< read only
  u64 r10;  ///< read only
  u64 r9;  ///< read only
  u64 r8;  ///< read only
  u64 rax;  ///< read only
  u64 rcx;  ///< read only
  u64 rdx;  ///< read only
  u64 rsi;  ///< read only
  u64 rdi;  ///< read only
  u64 orig_rax;  ///< read only
  u64 rip;  ///< read only
  u64 cs;  ///< read only
  u64 eflags;  ///< read only
  u64 rsp;  ///< read only
  u64 ss;  ///< read only
  u64 sample_period;  ///< read only
  u64 addr;  ///< read only
};
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r15) == 0, "offset of r15");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r14) == 8, "offset of r14");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r13) == 16, "offset of r13");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r12) == 24, "offset of r12");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rbp) == 32, "offset of rbp");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rbx) == 40, "offset of rbx");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r11) == 48, "offset of r11");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r10) == 56, "offset of r10");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r9) == 64, "offset of r9");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, r8) == 72, "offset of r8");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rax) == 80, "offset of rax");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rcx) == 88, "offset of rcx");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rdx) == 96, "offset of rdx");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rsi) == 104, "offset of rsi");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rdi) == 112, "offset of rdi");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, orig_rax) == 120, "offset of orig_rax");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rip) == 128, "offset of rip");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, cs) == 136, "offset of cs");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, eflags) == 144, "offset of eflags");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, rsp) == 152, "offset of rsp");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, ss) == 160, "offset of ss");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, sample_period) == 168, "offset of sample_period");
_Static_assert(__builtin_offsetof(struct bpf_perf_event_data, addr) == 176, "offset of addr");
_Static_assert(sizeof(struct bpf_perf_event_data) == 184, "size of struct bpf_perf_event_data");

// linux/lirc_mode2: 4 bytes of context, for which the platform has no type.

// linux/tracepoint: 8192 bytes of context, for which the platform has no type.

// linux/tp_btf: 96 bytes of context, for which the platform has no type.

// linux/fentry: 96 bytes of context, for which the platform has no type.

// linux/fexit: 96 bytes of context, for which the platform has no type.

// linux/fmod_ret: 96 bytes of context, for which the platform has no type.

// linux/iter: 96 bytes of context, for which the platform has no type.

// linux/lsm: 96 bytes of context, for which the platform has no type.

// linux/fentry_sleepable: 96 bytes of context, for which the platform has no type.

// linux/fexit_sleepable: 96 bytes of context, for which the platform has no type.

// linux/fmod_ret_sleepable: 96 bytes of context, for which the platform has no type.

// linux/iter_sleepable: 96 bytes of context, for which the platform has no type.

// linux/lsm_sleepable: 96 bytes of context, for which the platform has no type.

/// The pointer that a 32-bit mark of a packet stands for: `ASSAY_MARK(ctx->data)`.
#define ASSAY_MARK(field) ((u8 *)(unsigned long)(field))
#define PACKET(ctx) ASSAY_MARK((ctx)->data)
#define PACKET_END(ctx) ASSAY_MARK((ctx)->data_end)

// ---- maps ----

/// Kinds of map, for `__uint(type, ...)`.
enum {
  BPF_MAP_TYPE_HASH = 1,
  BPF_MAP_TYPE_ARRAY = 2,
  BPF_MAP_TYPE_PROG_ARRAY = 3,
  BPF_MAP_TYPE_PERF_EVENT_ARRAY = 4,
  BPF_MAP_TYPE_PERCPU_HASH = 5,
  BPF_MAP_TYPE_PERCPU_ARRAY = 6,
  BPF_MAP_TYPE_STACK_TRACE = 7,
  BPF_MAP_TYPE_CGROUP_ARRAY = 8,
  BPF_MAP_TYPE_LRU_HASH = 9,
  BPF_MAP_TYPE_LRU_PERCPU_HASH = 10,
  BPF_MAP_TYPE_LPM_TRIE = 11,
  BPF_MAP_TYPE_ARRAY_OF_MAPS = 12,
  BPF_MAP_TYPE_HASH_OF_MAPS = 13,
  BPF_MAP_TYPE_DEVMAP = 14,
  BPF_MAP_TYPE_SOCKMAP = 15,
  BPF_MAP_TYPE_CPUMAP = 16,
  BPF_MAP_TYPE_XSKMAP = 17,
  BPF_MAP_TYPE_SOCKHASH = 18,
  BPF_MAP_TYPE_CGROUP_STORAGE = 19,
  BPF_MAP_TYPE_REUSEPORT_SOCKARRAY = 20,
  BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE = 21,
  BPF_MAP_TYPE_QUEUE = 22,
  BPF_MAP_TYPE_STACK = 23,
  BPF_MAP_TYPE_SK_STORAGE = 24,
  BPF_MAP_TYPE_DEVMAP_HASH = 25,
  BPF_MAP_TYPE_STRUCT_OPS = 26,
  BPF_MAP_TYPE_RINGBUF = 27,
  BPF_MAP_TYPE_INODE_STORAGE = 28,
  BPF_MAP_TYPE_TASK_STORAGE = 29,
  BPF_MAP_TYPE_BLOOM_FILTER = 30,
  BPF_MAP_TYPE_USER_RINGBUF = 31,
  BPF_MAP_TYPE_CGRP_STORAGE = 32,
};

// ---- numbers ----

/// How `bpf_map_update_elem` treats an entry that is there, or is not.
enum {
  BPF_ANY = 0,
  BPF_NOEXIST = 1,
  BPF_EXIST = 2,
};

/// Flags of maps, for `__uint(map_flags, ...)`.
enum {
  BPF_F_NO_PREALLOC = 1 << 0,
  BPF_F_NO_COMMON_LRU = 1 << 1,
  BPF_F_NUMA_NODE = 1 << 2,
  BPF_F_RDONLY = 1 << 3,  ///< user mode only reads
  BPF_F_WRONLY = 1 << 4,
  BPF_F_ZERO_SEED = 1 << 6,
  BPF_F_RDONLY_PROG = 1 << 7,  ///< programs only read
  BPF_F_WRONLY_PROG = 1 << 8,
  BPF_F_MMAPABLE = 1 << 10,
  BPF_F_INNER_MAP = 1 << 12,
};

/// Flags of ring buffers; then what `bpf_ringbuf_query` can be asked.
enum {
  BPF_RB_NO_WAKEUP = 1 << 0,
  BPF_RB_FORCE_WAKEUP = 1 << 1,
};
enum {
  BPF_RB_AVAIL_DATA = 0,
  BPF_RB_RING_SIZE = 1,
  BPF_RB_CONS_POS = 2,
  BPF_RB_PROD_POS = 3,
};

/// Flags of `bpf_perf_event_output` and its kin.
#define BPF_F_INDEX_MASK 0xffffffffULL
#define BPF_F_CURRENT_CPU BPF_F_INDEX_MASK
#define BPF_F_CTXLEN_MASK (0xfffffULL << 32)

/// Flags of helpers that change, copy or send packets.
enum {
  BPF_F_RECOMPUTE_CSUM = 1 << 0,
  BPF_F_INVALIDATE_HASH = 1 << 1,
  BPF_F_HDR_FIELD_MASK = 0xf,
  BPF_F_PSEUDO_HDR = 1 << 4,
  BPF_F_MARK_MANGLED_0 = 1 << 5,
  BPF_F_MARK_ENFORCE = 1 << 6,
  BPF_F_INGRESS = 1 << 0,
  BPF_F_BROADCAST = 1 << 3,
  BPF_F_EXCLUDE_INGRESS = 1 << 4,
};
enum {
  BPF_ADJ_ROOM_NET = 0,
  BPF_ADJ_ROOM_MAC = 1,
};

/// Flags of `bpf_get_stackid` and `bpf_get_stack`.
enum {
  BPF_F_SKIP_FIELD_MASK = 0xff,
  BPF_F_USER_STACK = 1 << 8,
  BPF_F_FAST_STACK_CMP = 1 << 9,
  BPF_F_REUSE_STACKID = 1 << 10,
  BPF_F_USER_BUILD_ID = 1 << 11,
};

/// What packets and sockets say of themselves; the type of a frame as the machine has it: compare it
/// with `bpf_ntohs(...)`.
enum {
  AF_INET = 2,
  AF_INET6 = 10,
};
enum {
  ETH_P_IP = 0x0800,
  ETH_P_ARP = 0x0806,
  ETH_P_8021Q = 0x8100,
  ETH_P_IPV6 = 0x86dd,
  ETH_P_8021AD = 0x88a8,
};
enum {
  IPPROTO_ICMP = 1,
  IPPROTO_TCP = 6,
  IPPROTO_UDP = 17,
  IPPROTO_ICMPV6 = 58,
};

// ---- helpers ----

// A helper is a call of its number; ISO C has no conversion of a number to a function.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

/// Helper 1 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @return the value, or null
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, lru_hash, lru_percpu_hash, lpm_trie, array_of_maps, hash_of_maps.
static void *(*const bpf_map_lookup_elem)(const void *map, const void *key) = (void *)1;

/// Helper 2 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @param value readable: as many bytes as the map's values have
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, lru_hash, lru_percpu_hash, lpm_trie.
/// @note Writes the map.
static s64 (*const bpf_map_update_elem)(const void *map, const void *key, const void *value, u64 arg4) = (void *)2;

/// Helper 3 of every hook.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, lru_hash, lru_percpu_hash, lpm_trie.
/// @note Writes the map.
static s64 (*const bpf_map_delete_elem)(const void *map, const void *key) = (void *)3;

/// Helper 4 of kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -2147483648 to 0
static s64 (*const bpf_probe_read)(void *to, u32 to_size, const void *address) = (void *)4;

/// Helper 5 of every hook.
/// @return a number
static u64 (*const bpf_ktime_get_ns)(void) = (void *)5;

/// Helper 6 of every hook.
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_trace_printk)(const void *from, u32 from_size) = (void *)6;

/// Helper 7 of every hook.
/// @return a number from 0 to 4294967295
static u32 (*const bpf_get_prandom_u32)(void) = (void *)7;

/// Helper 8 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number from 0 to 4294967295
static u32 (*const bpf_get_smp_processor_id)(void) = (void *)8;

/// Helper 9 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_store_bytes)(struct __sk_buff *ctx, u32 arg2, const void *from, u32 from_size, u64 arg5) = (void *)9;

/// Helper 10 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_l3_csum_replace)(struct __sk_buff *ctx, u32 arg2, u64 arg3, u64 arg4, u64 arg5) = (void *)10;

/// Helper 11 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_l4_csum_replace)(struct __sk_buff *ctx, u32 arg2, u64 arg3, u64 arg4, u64 arg5) = (void *)11;

/// Helper 12 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, lirc_mode2, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param arg3 any initialised number
/// @return only where it fails, and nothing
/// @note Kinds of map: prog_array.
/// @note Moves the packet: pointers into it must be loaded again.
static void (*const bpf_tail_call)(void *ctx, const void *map, u32 arg3) = (void *)12;

/// Helper 13 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_clone_redirect)(struct __sk_buff *ctx, u32 arg2, u64 arg3) = (void *)13;

/// Helper 14 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_get_current_pid_tgid)(void) = (void *)14;

/// Helper 15 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_get_current_uid_gid)(void) = (void *)15;

/// Helper 16 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
static s64 (*const bpf_get_current_comm)(void *to, u32 to_size) = (void *)16;

/// Helper 17 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param ctx the context, unmodified
/// @return a number from 0 to 4294967295
static u32 (*const bpf_get_cgroup_classid)(void *ctx) = (void *)17;

/// Helper 18 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_vlan_push)(struct __sk_buff *ctx, u32 arg2, u32 arg3) = (void *)18;

/// Helper 19 of sched_cls.
/// @param ctx the context, unmodified
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_vlan_pop)(struct __sk_buff *ctx) = (void *)19;

/// Helper 20 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note fills the buffer on success only.
static s64 (*const bpf_skb_get_tunnel_key)(struct __sk_buff *ctx, void *to, u32 to_size, u64 arg4) = (void *)20;

/// Helper 21 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_skb_set_tunnel_key)(struct __sk_buff *ctx, const void *from, u32 from_size, u64 arg4) = (void *)21;

/// Helper 22 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param arg2 any initialised number
/// @return a number
/// @note Kinds of map: perf_event_array.
static s64 (*const bpf_perf_event_read)(const void *map, u64 arg2) = (void *)22;

/// Helper 23 of xdp, sched_cls, lwt_xmit.
/// @param arg1 any initialised number
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_redirect)(u32 arg1, u64 arg2) = (void *)23;

/// Helper 24 of sched_cls, lwt.
/// @param ctx the context, unmodified
/// @return a number from 0 to 4294967295
static u32 (*const bpf_get_route_realm)(struct __sk_buff *ctx) = (void *)24;

/// Helper 25 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param arg3 any initialised number
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: perf_event_array.
static s64 (*const bpf_perf_event_output)(void *ctx, const void *map, u64 arg3, const void *from, u64 from_size) = (void *)25;

/// Helper 26 of sched_cls, socket_filter, lwt, cgroup_skb.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
static s64 (*const bpf_skb_load_bytes)(struct __sk_buff *ctx, u32 arg2, void *to, u32 to_size) = (void *)26;

/// Helper 27 of kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param arg3 any initialised number
/// @return a number
/// @note Kinds of map: stack_trace.
/// @note Writes the map.
static s64 (*const bpf_get_stackid)(void *ctx, const void *map, u64 arg3) = (void *)27;

/// Helper 28 of xdp, sched_cls, lwt.
/// @param from readable, initialised; may be null
/// @param from_size its size in bytes, may be zero
/// @param from3 readable, initialised; may be null
/// @param from3_size its size in bytes, may be zero
/// @param arg5 any initialised number
/// @return a number
static s64 (*const bpf_csum_diff)(const void *from, u32 from_size, const void *from3, u32 from3_size, u32 arg5) = (void *)28;

/// Helper 29 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_skb_get_tunnel_opt)(struct __sk_buff *ctx, void *to, u32 to_size) = (void *)29;

/// Helper 30 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_skb_set_tunnel_opt)(struct __sk_buff *ctx, const void *from, u32 from_size) = (void *)30;

/// Helper 31 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_change_proto)(struct __sk_buff *ctx, u32 arg2, u64 arg3) = (void *)31;

/// Helper 32 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_skb_change_type)(struct __sk_buff *ctx, u32 arg2) = (void *)32;

/// Helper 33 of sched_cls, lwt.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: cgroup_array.
static s64 (*const bpf_skb_under_cgroup)(struct __sk_buff *ctx, const void *map, u32 arg3) = (void *)33;

/// Helper 34 of sched_cls, lwt.
/// @param ctx the context, unmodified
/// @return a number from 0 to 4294967295
static u32 (*const bpf_get_hash_recalc)(struct __sk_buff *ctx) = (void *)34;

/// Helper 35 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_get_current_task)(void) = (void *)35;

/// Helper 36 of kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param address an address, which is not trusted
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_probe_write_user)(const void *address, const void *from, u32 from_size) = (void *)36;

/// Helper 37 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: cgroup_array.
static s64 (*const bpf_current_task_under_cgroup)(const void *map, u32 arg2) = (void *)37;

/// Helper 38 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_change_tail)(struct __sk_buff *ctx, u32 arg2, u64 arg3) = (void *)38;

/// Helper 39 of sched_cls, lwt.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_pull_data)(struct __sk_buff *ctx, u32 arg2) = (void *)39;

/// Helper 40 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number
static s64 (*const bpf_csum_update)(struct __sk_buff *ctx, u32 arg2) = (void *)40;

/// Helper 41 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_set_hash_invalid)(struct __sk_buff *ctx) = (void *)41;

/// Helper 42 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_get_numa_node_id)(void) = (void *)42;

/// Helper 43 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_change_head)(struct __sk_buff *ctx, u32 arg2, u64 arg3) = (void *)43;

/// Helper 44 of xdp.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_xdp_adjust_head)(struct xdp_md *ctx, u32 arg2) = (void *)44;

/// Helper 45 of kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -4095 to 2147483647
/// @note fills min(result, size) bytes, none where the result is negative.
/// @note The result is at most to_size.
static s64 (*const bpf_probe_read_str)(void *to, u32 to_size, const void *address) = (void *)45;

/// Helper 46 of sched_cls, socket_filter, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_get_socket_cookie)(void *ctx) = (void *)46;

/// Helper 47 of sched_cls, socket_filter, cgroup_skb.
/// @param ctx the context, unmodified
/// @return a number from 0 to 4294967295
static u32 (*const bpf_get_socket_uid)(struct __sk_buff *ctx) = (void *)47;

/// Helper 48 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number
static s64 (*const bpf_set_hash)(struct __sk_buff *ctx, u32 arg2) = (void *)48;

/// Helper 49 of cgroup_bind4, cgroup_bind6, cgroup_connect4, cgroup_connect6, cgroup_sendmsg4, cgroup_sendmsg6, cgroup_recvmsg4, cgroup_recvmsg6, cgroup_getpeername4, cgroup_getpeername6, cgroup_getsockname4, cgroup_getsockname6, sock_ops.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param number a number from 0 to 4294967295
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_setsockopt)(void *ctx, u32 arg2, u32 number, const void *from, u32 from_size) = (void *)49;

/// Helper 50 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_skb_adjust_room)(struct __sk_buff *ctx, u32 arg2, u32 arg3, u64 arg4) = (void *)50;

/// Helper 51 of xdp.
/// @param map address of the map
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: devmap, cpumap, xskmap, devmap_hash.
static s64 (*const bpf_redirect_map)(const void *map, u64 arg2, u64 arg3) = (void *)51;

/// Helper 53 of sock_ops.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: sockmap.
/// @note Writes the map.
static s64 (*const bpf_sock_map_update)(struct bpf_sock_ops *ctx, const void *map, const void *key, u64 arg4) = (void *)53;

/// Helper 54 of xdp.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_xdp_adjust_meta)(struct xdp_md *ctx, u32 arg2) = (void *)54;

/// Helper 55 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param arg2 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
/// @note Kinds of map: perf_event_array.
static s64 (*const bpf_perf_event_read_value)(const void *map, u64 arg2, void *to, u32 to_size) = (void *)55;

/// Helper 56 of perf_event.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
static s64 (*const bpf_perf_prog_read_value)(struct bpf_perf_event_data *ctx, void *to, u32 to_size) = (void *)56;

/// Helper 57 of cgroup_bind4, cgroup_bind6, cgroup_connect4, cgroup_connect6, cgroup_sendmsg4, cgroup_sendmsg6, cgroup_recvmsg4, cgroup_recvmsg6, cgroup_getpeername4, cgroup_getpeername6, cgroup_getsockname4, cgroup_getsockname6, sock_ops.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s64 (*const bpf_getsockopt)(void *ctx, u32 arg2, u32 arg3, void *to, u32 to_size) = (void *)57;

/// Helper 58 of kprobe.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_override_return)(struct pt_regs *ctx, u64 arg2) = (void *)58;

/// Helper 59 of sock_ops.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_sock_ops_cb_flags_set)(struct bpf_sock_ops *ctx, u32 arg2) = (void *)59;

/// Helper 64 of cgroup_connect4, cgroup_connect6.
/// @param ctx the context, unmodified
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_bind)(struct bpf_sock_addr *ctx, const void *from, u32 from_size) = (void *)64;

/// Helper 65 of xdp.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_xdp_adjust_tail)(struct xdp_md *ctx, u32 arg2) = (void *)65;

/// Helper 66 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note fills the buffer on success only.
static s64 (*const bpf_skb_get_xfrm_state)(struct __sk_buff *ctx, u32 arg2, void *to, u32 to_size, u64 arg5) = (void *)66;

/// Helper 67 of kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @return a number from -4095 to 2147483647
/// @note may leave the buffer unwritten.
/// @note The result is at most to_size.
static s64 (*const bpf_get_stack)(void *ctx, void *to, u32 to_size, u64 arg4) = (void *)67;

/// Helper 68 of sched_cls, socket_filter, cgroup_skb.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 0
static s64 (*const bpf_skb_load_bytes_relative)(struct __sk_buff *ctx, u32 arg2, void *to, u32 to_size, u32 arg5) = (void *)68;

/// Helper 69 of xdp, sched_cls.
/// @param ctx the context, unmodified
/// @param buffer readable and writable, initialised; on the stack or in read-only data
/// @param buffer_size its size in bytes, at least 1
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_fib_lookup)(void *ctx, void *buffer, u32 buffer_size, u32 arg4) = (void *)69;

/// Helper 70 of sock_ops.
/// @param ctx the context, unmodified
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: sockhash.
/// @note Writes the map.
static s64 (*const bpf_sock_hash_update)(struct bpf_sock_ops *ctx, const void *map, const void *key, u64 arg4) = (void *)70;

/// Helper 73 of lwt_in, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_lwt_push_encap)(struct __sk_buff *ctx, u32 arg2, const void *from, u32 from_size) = (void *)73;

/// Helper 77 of lirc_mode2.
/// @param ctx the context, unmodified
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_rc_repeat)(void *ctx) = (void *)77;

/// Helper 78 of lirc_mode2.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_rc_keydown)(void *ctx, u32 arg2, u64 arg3, u32 arg4) = (void *)78;

/// Helper 79 of sched_cls, cgroup_skb.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_skb_cgroup_id)(struct __sk_buff *ctx) = (void *)79;

/// Helper 80 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_get_current_cgroup_id)(void) = (void *)80;

/// Helper 81 of cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops.
/// @param map address of the map
/// @param number a number from 0 to 0
/// @return the value
/// @note Kinds of map: cgroup_storage, percpu_cgroup_storage.
static void *(*const bpf_get_local_storage)(const void *map, u64 number) = (void *)81;

/// Helper 83 of sched_cls, cgroup_skb.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number
static s64 (*const bpf_skb_ancestor_cgroup_id)(struct __sk_buff *ctx, u32 arg2) = (void *)83;

/// Helper 84 of xdp, sched_cls, cgroup_skb, cgroup_sock_addr.
/// @param ctx the context, unmodified
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a socket, or null
/// @note Acquires: the result must be released on every path.
static void *(*const bpf_sk_lookup_tcp)(void *ctx, const void *from, u32 from_size, u64 arg4, u64 arg5) = (void *)84;

/// Helper 85 of xdp, sched_cls, cgroup_skb, cgroup_sock_addr.
/// @param ctx the context, unmodified
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a socket, or null
/// @note Acquires: the result must be released on every path.
static void *(*const bpf_sk_lookup_udp)(void *ctx, const void *from, u32 from_size, u64 arg4, u64 arg5) = (void *)85;

/// Helper 86 of xdp, sched_cls, cgroup_skb, cgroup_sock_addr.
/// @param sock a socket that a helper acquired; released by the call
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_sk_release)(void *sock) = (void *)86;

/// Helper 87 of every hook.
/// @param map address of the map
/// @param value readable: as many bytes as the map's values have
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: queue, stack, bloom_filter.
/// @note Writes the map.
static s64 (*const bpf_map_push_elem)(const void *map, const void *value, u64 arg3) = (void *)87;

/// Helper 88 of every hook.
/// @param map address of the map
/// @param value written: as many bytes as the map's values have
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: queue, stack.
/// @note fills the buffer on success only.
/// @note Writes the map.
static s64 (*const bpf_map_pop_elem)(const void *map, void *value) = (void *)88;

/// Helper 89 of every hook.
/// @param map address of the map
/// @param value written: as many bytes as the map's values have
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: queue, stack.
/// @note fills the buffer on success only.
static s64 (*const bpf_map_peek_elem)(const void *map, void *value) = (void *)89;

/// Helper 92 of lirc_mode2.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_rc_pointer_rel)(void *ctx, u32 arg2, u32 arg3) = (void *)92;

/// Helper 93 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
static void (*const bpf_spin_lock)(void *object) = (void *)93;

/// Helper 94 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
static void (*const bpf_spin_unlock)(void *object) = (void *)94;

/// Helper 95 of sched_cls, cgroup_skb.
/// @param sock a socket that a helper acquired
/// @return sock, or null
static void *(*const bpf_sk_fullsock)(void *sock) = (void *)95;

/// Helper 96 of sched_cls, cgroup_skb, sock_ops.
/// @param sock a socket that a helper acquired
/// @return sock, or null
static void *(*const bpf_tcp_sock)(void *sock) = (void *)96;

/// Helper 97 of sched_cls, cgroup_skb.
/// @param ctx the context, unmodified
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_skb_ecn_set_ce)(struct __sk_buff *ctx) = (void *)97;

/// Helper 98 of sched_cls, cgroup_skb.
/// @param sock a socket that a helper acquired
/// @return a socket, or null
static void *(*const bpf_get_listener_sock)(void *sock) = (void *)98;

/// Helper 99 of xdp, sched_cls, cgroup_skb, cgroup_sock_addr.
/// @param ctx the context, unmodified
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a socket, or null
/// @note Acquires: the result must be released on every path.
static void *(*const bpf_skc_lookup_tcp)(void *ctx, const void *from, u32 from_size, u64 arg4, u64 arg5) = (void *)99;

/// Helper 100 of xdp, sched_cls.
/// @param sock a socket that a helper acquired
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param from4 readable, initialised
/// @param from4_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_tcp_check_syncookie)(void *sock, const void *from, u32 from_size, const void *from4, u32 from4_size) = (void *)100;

/// Helper 105 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg3 any initialised number
/// @param to writable, need not be initialised; 8 bytes; at a multiple of 8 bytes
/// @return a number from -2147483648 to 2147483647
/// @note fills the buffer on success only.
static s64 (*const bpf_strtol)(const void *from, u64 from_size, u64 arg3, void *to) = (void *)105;

/// Helper 106 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg3 any initialised number
/// @param to writable, need not be initialised; 8 bytes; at a multiple of 8 bytes
/// @return a number from -2147483648 to 2147483647
/// @note fills the buffer on success only.
static s64 (*const bpf_strtoul)(const void *from, u64 from_size, u64 arg3, void *to) = (void *)106;

/// Helper 107 of sched_cls, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops.
/// @param map address of the map
/// @param object an object of the kernel; Assay does not model it yet
/// @param value readable: as many bytes as the map's values have; may be null
/// @param arg4 any initialised number
/// @return the value, or null
/// @note Kinds of map: sk_storage.
static void *(*const bpf_sk_storage_get)(const void *map, void *object, const void *value, u64 arg4) = (void *)107;

/// Helper 108 of sched_cls, cgroup_skb, cgroup_sock_addr, sock_ops.
/// @param map address of the map
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: sk_storage.
static s64 (*const bpf_sk_storage_delete)(const void *map, void *object) = (void *)108;

/// Helper 109 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param arg1 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_send_signal)(u32 arg1) = (void *)109;

/// Helper 110 of xdp, sched_cls.
/// @param sock a socket that a helper acquired
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param from4 readable, initialised; on the stack or in read-only data
/// @param from4_size its size in bytes, at least 1
/// @return a number
static s64 (*const bpf_tcp_gen_syncookie)(void *sock, const void *from, u32 from_size, const void *from4, u32 from4_size) = (void *)110;

/// Helper 112 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -2147483648 to 0
static s64 (*const bpf_probe_read_user)(void *to, u32 to_size, const void *address) = (void *)112;

/// Helper 113 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -2147483648 to 0
static s64 (*const bpf_probe_read_kernel)(void *to, u32 to_size, const void *address) = (void *)113;

/// Helper 114 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -4095 to 2147483647
/// @note fills min(result, size) bytes, none where the result is negative.
/// @note The result is at most to_size.
static s64 (*const bpf_probe_read_user_str)(void *to, u32 to_size, const void *address) = (void *)114;

/// Helper 115 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -4095 to 2147483647
/// @note fills min(result, size) bytes, none where the result is negative.
/// @note The result is at most to_size.
static s64 (*const bpf_probe_read_kernel_str)(void *to, u32 to_size, const void *address) = (void *)115;

/// Helper 117 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param arg1 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_send_signal_thread)(u32 arg1) = (void *)117;

/// Helper 118 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_jiffies64)(void) = (void *)118;

/// Helper 119 of perf_event.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised; may be null
/// @param to_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s64 (*const bpf_read_branch_records)(struct bpf_perf_event_data *ctx, void *to, u32 to_size, u64 arg4) = (void *)119;

/// Helper 120 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param arg1 any initialised number
/// @param arg2 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
static s64 (*const bpf_get_ns_current_pid_tgid)(u64 arg1, u64 arg2, void *to, u32 to_size) = (void *)120;

/// Helper 122 of sched_cls, socket_filter, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops.
/// @param ctx the context, unmodified; may be null
/// @return a number
static s64 (*const bpf_get_netns_cookie)(void *ctx) = (void *)122;

/// Helper 123 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param arg1 any initialised number
/// @return a number
static s64 (*const bpf_get_current_ancestor_cgroup_id)(u32 arg1) = (void *)123;

/// Helper 124 of sched_cls.
/// @param ctx the context, unmodified
/// @param sock a socket that a helper acquired
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_sk_assign)(struct __sk_buff *ctx, void *sock, u64 arg3) = (void *)124;

/// Helper 125 of every hook.
/// @return a number
static u64 (*const bpf_ktime_get_boot_ns)(void) = (void *)125;

/// Helper 126 of iter.
/// @param object an object of the kernel; Assay does not model it yet
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @param from4 readable, initialised; may be null
/// @param from4_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_seq_printf)(void *object, const void *from, u32 from_size, const void *from4, u32 from4_size) = (void *)126;

/// Helper 127 of iter.
/// @param object an object of the kernel; Assay does not model it yet
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_seq_write)(void *object, const void *from, u32 from_size) = (void *)127;

/// Helper 128 of cgroup_skb.
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number
static s64 (*const bpf_sk_cgroup_id)(void *object) = (void *)128;

/// Helper 129 of cgroup_skb.
/// @param object an object of the kernel; Assay does not model it yet
/// @param arg2 any initialised number
/// @return a number
static s64 (*const bpf_sk_ancestor_cgroup_id)(void *object, u32 arg2) = (void *)129;

/// Helper 130 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: ringbuf.
static s64 (*const bpf_ringbuf_output)(const void *map, const void *from, u64 from_size, u64 arg4) = (void *)130;

/// Helper 131 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param number a number from 0 to 4294967295; a constant
/// @param arg3 any initialised number
/// @return as many bytes as number says, or null
/// @note Kinds of map: ringbuf.
/// @note Acquires: the result must be released on every path.
static void *(*const bpf_ringbuf_reserve)(const void *map, u64 number, u64 arg3) = (void *)131;

/// Helper 132 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param record memory that a helper acquired; released by the call
/// @param arg2 any initialised number
static void (*const bpf_ringbuf_submit)(void *record, u64 arg2) = (void *)132;

/// Helper 133 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param record memory that a helper acquired; released by the call
/// @param arg2 any initialised number
static void (*const bpf_ringbuf_discard)(void *record, u64 arg2) = (void *)133;

/// Helper 134 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param arg2 any initialised number
/// @return a number
/// @note Kinds of map: ringbuf.
static s64 (*const bpf_ringbuf_query)(const void *map, u64 arg2) = (void *)134;

/// Helper 135 of sched_cls, lwt_xmit.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_csum_level)(struct __sk_buff *ctx, u64 arg2) = (void *)135;

/// Helper 141 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_get_task_stack)(void *object, void *to, u32 to_size, u64 arg4) = (void *)141;

/// Helper 142 of sock_ops.
/// @param ctx the context, unmodified
/// @param buffer readable and writable, initialised
/// @param buffer_size its size in bytes, at least 1
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_load_hdr_opt)(struct bpf_sock_ops *ctx, void *buffer, u32 buffer_size, u64 arg4) = (void *)142;

/// Helper 143 of sock_ops.
/// @param ctx the context, unmodified
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_store_hdr_opt)(struct bpf_sock_ops *ctx, const void *from, u32 from_size, u64 arg4) = (void *)143;

/// Helper 144 of sock_ops.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_reserve_hdr_opt)(struct bpf_sock_ops *ctx, u32 arg2, u64 arg3) = (void *)144;

/// Helper 147 of tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s64 (*const bpf_d_path)(void *object, void *to, u32 to_size) = (void *)147;

/// Helper 148 of uprobe_sleepable, fentry_sleepable, fexit_sleepable, fmod_ret_sleepable, iter_sleepable, lsm_sleepable.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @return a number from -2147483648 to 0
static s64 (*const bpf_copy_from_user)(void *to, u32 to_size, const void *address) = (void *)148;

/// Helper 149 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s64 (*const bpf_snprintf_btf)(void *to, u32 to_size, const void *from, u32 from_size, u64 arg5) = (void *)149;

/// Helper 151 of sched_cls.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_skb_cgroup_classid)(struct __sk_buff *ctx) = (void *)151;

/// Helper 152 of sched_cls.
/// @param arg1 any initialised number
/// @param from readable, initialised; may be null
/// @param from_size its size in bytes, may be zero
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_redirect_neigh)(u32 arg1, const void *from, u32 from_size, u64 arg4) = (void *)152;

/// Helper 153 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param arg2 any initialised number
/// @return a number
static s64 (*const bpf_per_cpu_ptr)(void *object, u32 arg2) = (void *)153;

/// Helper 154 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number
static s64 (*const bpf_this_cpu_ptr)(void *object) = (void *)154;

/// Helper 155 of sched_cls.
/// @param arg1 any initialised number
/// @param arg2 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_redirect_peer)(u32 arg1, u64 arg2) = (void *)155;

/// Helper 156 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param object an object of the kernel; Assay does not model it yet
/// @param value readable: as many bytes as the map's values have; may be null
/// @param arg4 any initialised number
/// @return the value, or null
/// @note Kinds of map: task_storage.
static void *(*const bpf_task_storage_get)(const void *map, void *object, const void *value, u64 arg4) = (void *)156;

/// Helper 157 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: task_storage.
static s64 (*const bpf_task_storage_delete)(const void *map, void *object) = (void *)157;

/// Helper 158 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_get_current_task_btf)(void) = (void *)158;

/// Helper 160 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops.
/// @return a number
static u64 (*const bpf_ktime_get_coarse_ns)(void) = (void *)160;

/// Helper 163 of xdp, sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param buffer readable and writable, initialised; 4 bytes; at a multiple of 4 bytes
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_check_mtu)(void *ctx, u32 arg2, void *buffer, u32 arg4, u64 arg5) = (void *)163;

/// Helper 164 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param callback a function of this program
/// @param callback_ctx address in the stack, handed to the function; may be null
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: hash, array, percpu_hash, percpu_array, lru_hash, lru_percpu_hash.
static s64 (*const bpf_for_each_map_elem)(const void *map, void *callback, void *callback_ctx, u64 arg4) = (void *)164;

/// Helper 165 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised; may be null
/// @param to_size its size in bytes, may be zero
/// @param string ends with a NUL, in read-only data
/// @param from readable, initialised; may be null
/// @param from_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
/// @note may leave the buffer unwritten.
static s64 (*const bpf_snprintf)(void *to, u32 to_size, const char *string, const void *from, u32 from_size) = (void *)165;

/// Helper 169 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param map address of the map
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_timer_init)(void *object, const void *map, u64 arg3) = (void *)169;

/// Helper 170 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param callback a function of this program
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_timer_set_callback)(void *object, void *callback) = (void *)170;

/// Helper 171 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_timer_start)(void *object, u64 arg2, u64 arg3) = (void *)171;

/// Helper 172 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_timer_cancel)(void *object) = (void *)172;

/// Helper 173 of kprobe, fentry, fexit, fmod_ret.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_get_func_ip)(void *ctx) = (void *)173;

/// Helper 174 of kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, lsm.
/// @param ctx the context, unmodified
/// @return a number
static s64 (*const bpf_get_attach_cookie)(void *ctx) = (void *)174;

/// Helper 175 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param address an address, which is not trusted
/// @return a number
static s64 (*const bpf_task_pt_regs)(const void *address) = (void *)175;

/// Helper 176 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param arg3 any initialised number
/// @return a number
/// @note may leave the buffer unwritten.
static s64 (*const bpf_get_branch_snapshot)(void *to, u32 to_size, u64 arg3) = (void *)176;

/// Helper 177 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param from readable, initialised; on the stack or in read-only data
/// @param from_size its size in bytes, at least 1
/// @param from3 readable, initialised; may be null
/// @param from3_size its size in bytes, may be zero
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_trace_vprintk)(const void *from, u32 from_size, const void *from3, u32 from3_size) = (void *)177;

/// Helper 180 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param arg2 any initialised number
/// @param callback a function of this program
/// @param callback_ctx address in the stack, handed to the function; may be null
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_find_vma)(void *object, u64 arg2, void *callback, void *callback_ctx, u64 arg5) = (void *)180;

/// Helper 181 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param arg1 any initialised number
/// @param callback a function of this program
/// @param callback_ctx address in the stack, handed to the function; may be null
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_loop)(u32 arg1, void *callback, void *callback_ctx, u64 arg4) = (void *)181;

/// Helper 182 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @param string ends with a NUL, in read-only data
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_strncmp)(const void *from, u32 from_size, const char *string) = (void *)182;

/// Helper 183 of fentry, fexit, fmod_ret, lsm.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param to writable, need not be initialised; 8 bytes; at a multiple of 8 bytes
/// @return a number from -2147483648 to 0
/// @note fills the buffer on success only.
static s64 (*const bpf_get_func_arg)(void *ctx, u32 arg2, void *to) = (void *)183;

/// Helper 184 of fentry, fexit, fmod_ret, lsm.
/// @param ctx the context, unmodified
/// @param to writable, need not be initialised; 8 bytes; at a multiple of 8 bytes
/// @return a number from -2147483648 to 0
/// @note fills the buffer on success only.
static s64 (*const bpf_get_func_ret)(void *ctx, void *to) = (void *)184;

/// Helper 185 of fentry, fexit, fmod_ret, lsm.
/// @param ctx the context, unmodified
/// @return a number from 0 to 12
static s64 (*const bpf_get_func_arg_cnt)(void *ctx) = (void *)185;

/// Helper 186 of cgroup_sock.
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_get_retval)(void) = (void *)186;

/// Helper 187 of cgroup_sock.
/// @param number a number from 4294963201 to 4294967295
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_set_retval)(u32 number) = (void *)187;

/// Helper 188 of xdp.
/// @param ctx the context, unmodified
/// @return a number from 0 to 4294967295
static u32 (*const bpf_xdp_get_buff_len)(struct xdp_md *ctx) = (void *)188;

/// Helper 189 of xdp.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
/// @note fills the buffer on success only.
static s64 (*const bpf_xdp_load_bytes)(struct xdp_md *ctx, u32 arg2, void *to, u32 to_size) = (void *)189;

/// Helper 190 of xdp.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param from readable, initialised
/// @param from_size its size in bytes, at least 1
/// @return a number from -2147483648 to 0
static s64 (*const bpf_xdp_store_bytes)(struct xdp_md *ctx, u32 arg2, const void *from, u32 from_size) = (void *)190;

/// Helper 191 of uprobe_sleepable, fentry_sleepable, fexit_sleepable, fmod_ret_sleepable, iter_sleepable, lsm_sleepable.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param address an address, which is not trusted
/// @param object an object of the kernel; Assay does not model it yet
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 0
static s64 (*const bpf_copy_from_user_task)(void *to, u32 to_size, const void *address, void *object, u64 arg5) = (void *)191;

/// Helper 192 of sched_cls.
/// @param ctx the context, unmodified
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_skb_set_tstamp)(struct __sk_buff *ctx, u64 arg2, u32 arg3) = (void *)192;

/// Helper 194 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param object2 an object of the kernel; Assay does not model it yet
/// @return a number
static s64 (*const bpf_kptr_xchg)(void *object, void *object2) = (void *)194;

/// Helper 195 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param key readable: as many bytes as the map's keys have
/// @param arg3 any initialised number
/// @return the value, or null
/// @note Kinds of map: percpu_hash, percpu_array, lru_percpu_hash.
static void *(*const bpf_map_lookup_percpu_elem)(const void *map, const void *key, u32 arg3) = (void *)195;

/// Helper 197 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param buffer readable and writable, initialised
/// @param buffer_size its size in bytes, may be zero
/// @param arg3 any initialised number
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_dynptr_from_mem)(void *buffer, u32 buffer_size, u64 arg3, void *object) = (void *)197;

/// Helper 198 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param arg2 any initialised number
/// @param arg3 any initialised number
/// @param object on the stack: becomes an object, which must be released; 16 bytes
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: ringbuf.
/// @note Acquires: the object must be released on every path.
static s64 (*const bpf_ringbuf_reserve_dynptr)(const void *map, u32 arg2, u64 arg3, void *object) = (void *)198;

/// Helper 199 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object that a helper made on the stack; 16 bytes; released by the call
/// @param arg2 any initialised number
static void (*const bpf_ringbuf_submit_dynptr)(void *object, u64 arg2) = (void *)199;

/// Helper 200 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object that a helper made on the stack; 16 bytes; released by the call
/// @param arg2 any initialised number
static void (*const bpf_ringbuf_discard_dynptr)(void *object, u64 arg2) = (void *)200;

/// Helper 201 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param to writable, need not be initialised
/// @param to_size its size in bytes, may be zero
/// @param object an object that a helper made on the stack; 16 bytes
/// @param arg4 any initialised number
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note fills the buffer on success only.
static s64 (*const bpf_dynptr_read)(void *to, u32 to_size, void *object, u32 arg4, u64 arg5) = (void *)201;

/// Helper 202 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object that a helper made on the stack; 16 bytes
/// @param arg2 any initialised number
/// @param from readable, initialised
/// @param from_size its size in bytes, may be zero
/// @param arg5 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Moves the packet: pointers into it must be loaded again.
static s64 (*const bpf_dynptr_write)(void *object, u32 arg2, const void *from, u32 from_size, u64 arg5) = (void *)202;

/// Helper 203 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param object an object of the kernel; Assay does not model it yet
/// @param arg2 any initialised number
/// @param number a number from 0 to 4294967295; a constant
/// @return as many bytes as number says, or null
static void *(*const bpf_dynptr_data)(void *object, u32 arg2, u32 number) = (void *)203;

/// Helper 204 of xdp, sched_cls.
/// @param from readable, initialised; 20 bytes
/// @param from2 readable, initialised; on the stack or in read-only data
/// @param from2_size its size in bytes, may be zero
/// @return a number
static s64 (*const bpf_tcp_raw_gen_syncookie_ipv4)(const void *from, const void *from2, u32 from2_size) = (void *)204;

/// Helper 205 of xdp, sched_cls.
/// @param from readable, initialised; 40 bytes
/// @param from2 readable, initialised; on the stack or in read-only data
/// @param from2_size its size in bytes, may be zero
/// @return a number
static s64 (*const bpf_tcp_raw_gen_syncookie_ipv6)(const void *from, const void *from2, u32 from2_size) = (void *)205;

/// Helper 206 of xdp, sched_cls.
/// @param from readable, initialised; 20 bytes
/// @param from2 readable, initialised; 20 bytes
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_tcp_raw_check_syncookie_ipv4)(const void *from, const void *from2) = (void *)206;

/// Helper 207 of xdp, sched_cls.
/// @param from readable, initialised; 40 bytes
/// @param from2 readable, initialised; 20 bytes
/// @return a number from -2147483648 to 2147483647
static s64 (*const bpf_tcp_raw_check_syncookie_ipv6)(const void *from, const void *from2) = (void *)207;

/// Helper 208 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @return a number
static u64 (*const bpf_ktime_get_tai_ns)(void) = (void *)208;

/// Helper 209 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param callback a function of this program
/// @param callback_ctx address in the stack, handed to the function; may be null
/// @param arg4 any initialised number
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: user_ringbuf.
static s64 (*const bpf_user_ringbuf_drain)(const void *map, void *callback, void *callback_ctx, u64 arg4) = (void *)209;

/// Helper 210 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param object an object of the kernel; Assay does not model it yet
/// @param value readable: as many bytes as the map's values have; may be null
/// @param arg4 any initialised number
/// @return the value, or null
/// @note Kinds of map: cgrp_storage.
static void *(*const bpf_cgrp_storage_get)(const void *map, void *object, const void *value, u64 arg4) = (void *)210;

/// Helper 211 of xdp, sched_cls, socket_filter, lwt, cgroup_skb, cgroup_sock, cgroup_sock_addr, sock_ops, kprobe, tracepoint, raw_tracepoint, perf_event, tp_btf, fentry, fexit, fmod_ret, iter, lsm.
/// @param map address of the map
/// @param object an object of the kernel; Assay does not model it yet
/// @return a number from -2147483648 to 2147483647
/// @note Kinds of map: cgrp_storage.
static s64 (*const bpf_cgrp_storage_delete)(const void *map, void *object) = (void *)211;

#pragma GCC diagnostic pop
