// SPDX-License-Identifier: Apache-2.0
// Linux helpers on a socket buffer (sched_cls and its kin) and on sockets.
//
// What moves the packet: bpf_helper_changes_pkt_data of kernel 6.18. Sockets are opaque: one that
// was looked up is acquired and must be released; what is borrowed from another (sk_fullsock) would
// dangle after its owner's release, so those helpers take an argument that Assay does not model.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

namespace {

std::vector<Helper> skb_packet_helpers() {
  return {
      Row(9, "skb_store_bytes", {context, any32, reads, size32, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(10, "l3_csum_replace", {context, any32, any, any, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(11, "l4_csum_replace", {context, any32, any, any, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(13, "clone_redirect", {context, any32, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(18, "skb_vlan_push", {context, any32, any32})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(19, "skb_vlan_pop", {context}).from("net/core/filter.c").gives_int().moves_packet(),
      // Failures zero the buffer.
      Row(26, "skb_load_bytes", {context, any32, writes, size32})
          .from("net/core/filter.c")
          .gives_error(),
      Row(28, "csum_diff", {or_null(reads), size32_or_zero, or_null(reads), size32_or_zero, any32})
          .from("net/core/filter.c"),
      Row(31, "skb_change_proto", {context, any32, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(32, "skb_change_type", {context, any32}).from("net/core/filter.c").gives_int(),
      Row(38, "skb_change_tail", {context, any32, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(39, "skb_pull_data", {context, any32})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(40, "csum_update", {context, any32}).from("net/core/filter.c"),
      Row(43, "skb_change_head", {context, any32, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(50, "skb_adjust_room", {context, any32, any32, any})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(68, "skb_load_bytes_relative", {context, any32, writes, size32, any32})
          .from("net/core/filter.c")
          .gives_error(),
      Row(97, "skb_ecn_set_ce", {context}).from("net/core/filter.c").gives_int(),
      Row(135, "csum_level", {context, any}).from("net/core/filter.c").gives_int(),
  };
}

std::vector<Helper> skb_metadata_helpers() {
  return {
      Row(17, "get_cgroup_classid", {context}).from("net/core/filter.c").gives_u32(),
      Row(20, "skb_get_tunnel_key", {context, writes, size32, any})
          .from("net/core/filter.c")
          .gives_int()
          .initialises(Initialises::AllOnSuccess),
      Row(21, "skb_set_tunnel_key", {context, reads, size32, any})
          .from("net/core/filter.c")
          .gives_int(),
      Row(23, "redirect", {any32, any}).from("net/core/filter.c").gives_int(),
      Row(24, "get_route_realm", {context}).from("net/core/filter.c").gives_u32(),
      linux_perf_event_output(),
      Row(29, "skb_get_tunnel_opt", {context, writes, size32})
          .from("net/core/filter.c")
          .gives_int(),
      Row(30, "skb_set_tunnel_opt", {context, reads, size32}).from("net/core/filter.c").gives_int(),
      Row(33, "skb_under_cgroup", {context, map, any32})
          .from("net/core/filter.c")
          .gives_int()
          .kinds({kLinuxCgroupArray}),
      Row(34, "get_hash_recalc", {context}).from("net/core/filter.c").gives_u32(),
      Row(41, "set_hash_invalid", {context}).from("net/core/filter.c"),
      Row(46, "get_socket_cookie", {context}).from("net/core/filter.c"),
      Row(47, "get_socket_uid", {context}).from("net/core/filter.c").gives_u32(),
      Row(48, "set_hash", {context, any32}).from("net/core/filter.c"),
      Row(66, "skb_get_xfrm_state", {context, any32, writes, size32, any})
          .from("net/core/filter.c")
          .gives_int()
          .initialises(Initialises::AllOnSuccess),
      // The structure is input and output.
      Row(69, "fib_lookup", {context, reads_writes, size32, any32})
          .from("net/core/filter.c, bpf_skb_fib_lookup and bpf_xdp_fib_lookup")
          .gives_int(),
      Row(79, "skb_cgroup_id", {context}).from("net/core/filter.c"),
      Row(83, "skb_ancestor_cgroup_id", {context, any32}).from("net/core/filter.c"),
      Row(122, "get_netns_cookie", {or_null(context)})
          .from("net/core/filter.c, bpf_get_netns_cookie_sock and its kin"),
      Row(151, "skb_cgroup_classid", {context}).from("net/core/filter.c"),
      Row(152, "redirect_neigh", {any32, or_null(reads), size32_or_zero, any})
          .from("net/core/filter.c")
          .gives_int(),
      Row(155, "redirect_peer", {any32, any}).from("net/core/filter.c").gives_int(),
      Row(163, "check_mtu", {context, any32, of_size(reads_writes, 4), any32, any})
          .from("net/core/filter.c, bpf_skb_check_mtu and bpf_xdp_check_mtu")
          .gives_int(),
      Row(192, "skb_set_tstamp", {context, any, any32}).from("net/core/filter.c").gives_int(),
  };
}

/// A look-up gives a referenced socket; the tuple may be IPv4 or IPv6, so its size is an argument.
Helper socket_lookup(std::uint32_t id, std::string_view name) {
  return Row(id, name, {context, reads, size32_or_zero, any, any})
      .from("net/core/filter.c")
      .gives_kind(ReturnKind::SocketOrNull)
      .acquires();
}

}  // namespace

std::vector<Helper> linux_skb_helpers() {
  return merge({skb_packet_helpers(), skb_metadata_helpers()});
}

std::vector<Helper> linux_socket_helpers() {
  return {
      socket_lookup(84, "sk_lookup_tcp"),
      socket_lookup(85, "sk_lookup_udp"),
      Row(86, "sk_release", {socket}).from("net/core/filter.c").gives_int().releases(0),
      Row(95, "sk_fullsock", {opaque})
          .from("net/core/filter.c")
          .gives_kind(ReturnKind::SocketOrNull),
      Row(96, "tcp_sock", {opaque}).from("net/core/filter.c").gives_kind(ReturnKind::SocketOrNull),
      Row(98, "get_listener_sock", {opaque})
          .from("net/core/filter.c")
          .gives_kind(ReturnKind::SocketOrNull),
      socket_lookup(99, "skc_lookup_tcp"),
      Row(100, "tcp_check_syncookie", {socket, reads, size32, reads, size32})
          .from("net/core/filter.c")
          .gives_int(),
      Row(107, "sk_storage_get", {map, opaque, or_null(value_in), any})
          .from("net/core/bpf_sk_storage.c")
          .kinds({kLinuxSkStorage})
          .gives_kind(ReturnKind::MapValueOrNull),
      Row(108, "sk_storage_delete", {map, opaque})
          .from("net/core/bpf_sk_storage.c")
          .gives_int()
          .kinds({kLinuxSkStorage}),
      Row(110, "tcp_gen_syncookie", {socket, reads, size32, reads, size32})
          .from("net/core/filter.c"),
      Row(124, "sk_assign", {context, socket, any}).from("net/core/filter.c").gives_int(),
      Row(128, "sk_cgroup_id", {opaque}).from("net/core/filter.c"),
      Row(129, "sk_ancestor_cgroup_id", {opaque, any32}).from("net/core/filter.c"),
      // An IPv4 header is 20 bytes, an IPv6 header 40, a TCP header without options 20.
      Row(204, "tcp_raw_gen_syncookie_ipv4", {of_size(reads, 20), reads, size32_or_zero})
          .from("net/core/filter.c"),
      Row(205, "tcp_raw_gen_syncookie_ipv6", {of_size(reads, 40), reads, size32_or_zero})
          .from("net/core/filter.c"),
      Row(206, "tcp_raw_check_syncookie_ipv4", {of_size(reads, 20), of_size(reads, 20)})
          .from("net/core/filter.c")
          .gives_int(),
      Row(207, "tcp_raw_check_syncookie_ipv6", {of_size(reads, 40), of_size(reads, 20)})
          .from("net/core/filter.c")
          .gives_int(),
      // sock_ops and sock_addr
      Row(49, "setsockopt", {context, any32, any32, reads, size32})
          .from("net/core/filter.c, bpf_sock_addr_setsockopt and bpf_sock_ops_setsockopt")
          .gives_int(),
      Row(53, "sock_map_update", {context, map, key, any})
          .from("net/core/sock_map.c")
          .gives_int()
          .kinds({kLinuxSockMap})
          .writes_map(),
      Row(57, "getsockopt", {context, any32, any32, writes, size32})
          .from("net/core/filter.c, bpf_sock_addr_getsockopt and bpf_sock_ops_getsockopt")
          .gives_int()
          .initialises(Initialises::Unknown),
      Row(59, "sock_ops_cb_flags_set", {context, any32}).from("net/core/filter.c").gives_int(),
      Row(64, "bind", {context, reads, size32}).from("net/core/filter.c").gives_int(),
      Row(70, "sock_hash_update", {context, map, key, any})
          .from("net/core/sock_map.c")
          .gives_int()
          .kinds({kLinuxSockHash})
          .writes_map(),
      Row(142, "load_hdr_opt", {context, reads_writes, size32, any})
          .from("net/core/filter.c, bpf_sock_ops_load_hdr_opt")
          .gives_int(),
      Row(143, "store_hdr_opt", {context, reads, size32, any})
          .from("net/core/filter.c, bpf_sock_ops_store_hdr_opt")
          .gives_int()
          .moves_packet(),
      Row(144, "reserve_hdr_opt", {context, any32, any})
          .from("net/core/filter.c, bpf_sock_ops_reserve_hdr_opt")
          .gives_int(),
      // cgroup
      // The kernel takes no flags there.
      Row(81, "get_local_storage", {map, scalar(0, 0)})
          .from("kernel/bpf/cgroup.c")
          .kinds({kLinuxCgroupStorage, kLinuxPerCpuCgroupStorage})
          .gives_kind(ReturnKind::MapValue),
      Row(186, "get_retval", {}).from("kernel/bpf/cgroup.c").gives_int(),
      Row(187, "set_retval", {any32}).from("kernel/bpf/cgroup.c").gives_int(),
  };
}

}  // namespace assay::tables
