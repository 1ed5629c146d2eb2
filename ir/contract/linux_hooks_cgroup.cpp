// SPDX-License-Identifier: Apache-2.0
// Linux contracts of control groups: sockets, socket addresses, TCP events.
//
// What a program may reach depends on its attach point, which its section names: each attach point
// is a variant, and the plain name stands for what the kernel assumes without one.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

namespace {

/// sizeof(struct bpf_sock), of struct bpf_sock_addr and struct bpf_sock_ops.
constexpr std::uint32_t kSockSize = 80;
constexpr std::uint32_t kSockAddrSize = 72;
constexpr std::uint32_t kSockOpsSize = 224;

ContextField readable_word(std::string_view name, std::uint32_t offset) {
  return stored_whole(scalar_field(name, offset, 4));
}

std::vector<ContextField> in_order(std::vector<ContextField> fields) {
  std::sort(fields.begin(), fields.end(), [](const ContextField& left, const ContextField& right) {
    return left.offset < right.offset;
  });
  return fields;
}

/// What every attach point of cgroup_sock may read.
std::vector<ContextField> sock_fields() {
  return {
      from_first_byte(readable_word("family", 4)),
      from_first_byte(readable_word("type", 8)),
      from_first_byte(readable_word("protocol", 12)),
      stored_whole(scalar_field("dst_port", 48, 2)),
      readable_word("dst_ip4", 52),
      readable_word("dst_ip6[0]", 56),
      readable_word("dst_ip6[1]", 60),
      readable_word("dst_ip6[2]", 64),
      readable_word("dst_ip6[3]", 68),
      from_first_byte(readable_word("state", 72)),
      from_first_byte(readable_word("rx_queue_mapping", 76)),
  };
}

Contract sock_contract(std::string_view name) {
  Contract made = linux_contract(name, "bpf_sock", kSockSize);
  made.source.text =
      "net/core/filter.c, sock_filter_is_valid_access, bpf_sock_is_valid_access and "
      "bpf_sock_convert_ctx_access";
  made.result = linux_result(0, 1);
  made.helpers = merge({linux_base_helpers(),
                        {linux_perf_event_output(),
                         Row(160, "ktime_get_coarse_ns", {}).from("kernel/bpf/helpers.c")},
                        pick(linux_skb_helpers(), {46, 122}),
                        pick(linux_socket_helpers(), {81, 107, 186, 187})});
  return made;
}

std::vector<Contract> cgroup_sock() {
  Contract made = sock_contract("cgroup_sock");
  std::vector<ContextField> fields = sock_fields();
  for (const auto& [name, offset] :
       {std::pair{"bound_dev_if", 0u}, {"mark", 16u}, {"priority", 20u}}) {
    fields.push_back(whole(writable_field(name, offset, 4)));
  }
  made.fields = in_order(fields);

  Contract bind4 = sock_contract("cgroup_post_bind4");
  bind4.variant_of = made.name;
  bind4.fields = sock_fields();
  bind4.fields.push_back(readable_word("src_ip4", 24));
  bind4.fields.push_back(from_first_byte(readable_word("src_port", 44)));
  bind4.fields = in_order(bind4.fields);

  Contract bind6 = sock_contract("cgroup_post_bind6");
  bind6.variant_of = made.name;
  bind6.fields = sock_fields();
  for (std::uint32_t i = 0; i < 4; ++i) {
    bind6.fields.push_back(readable_word("src_ip6[" + std::to_string(i) + "]", 28 + 4 * i));
  }
  bind6.fields.push_back(from_first_byte(readable_word("src_port", 44)));
  bind6.fields = in_order(bind6.fields);
  return {made, bind4, bind6};
}

/// An attach point of cgroup_sock_addr: its section after "cgroup/", and what it adds.
struct AddressHook {
  std::string_view section;
  std::uint32_t family = 0;  // 4 or 6: whose addresses it may reach; 0: neither
  std::int64_t least = 0;    // result
  std::int64_t most = 1;
  bool sends = false;     // msg_src_ip is there
  bool connects = false;  // bpf_bind is there
};

Contract sock_addr(const AddressHook& hook) {
  const std::string name =
      hook.family == 0 ? "cgroup_sock_addr" : "cgroup_" + std::string(hook.section);
  Contract made = linux_contract(name, "bpf_sock_addr", kSockAddrSize);
  made.source.text =
      "net/core/filter.c, sock_addr_is_valid_access and sock_addr_convert_ctx_access";
  std::vector<ContextField> fields = {
      whole(scalar_field("user_family", 0, 4)), stored_whole(writable_field("user_port", 24, 4)),
      whole(scalar_field("family", 28, 4)),     whole(scalar_field("type", 32, 4)),
      whole(scalar_field("protocol", 36, 4)),   opaque_field("sk", 64),
  };
  // Word by word: the 8-byte accesses that the kernel allows on an IPv6 address are not offered.
  const auto add_address = [&](const std::string& base, std::uint32_t offset) {
    if (hook.family == 4) fields.push_back(stored_whole(writable_field(base + "4", offset, 4)));
    if (hook.family != 6) return;
    for (std::uint32_t i = 0; i < 4; ++i) {
      fields.push_back(stored_whole(
          writable_field(base + "6[" + std::to_string(i) + "]", offset + 4 + 4 * i, 4)));
    }
  };
  add_address("user_ip", 4);
  if (hook.sends) add_address("msg_src_ip", 40);
  made.fields = in_order(fields);
  made.result = linux_result(hook.least, hook.most);
  std::vector<std::uint32_t> socket_ids = {81, 84, 85, 86, 99, 107, 108};
  if (hook.family != 0) socket_ids.insert(socket_ids.end(), {49, 57});
  if (hook.connects) socket_ids.push_back(64);
  made.helpers = merge({linux_socket_base_helpers(),
                        {linux_perf_event_output()},
                        pick(linux_skb_helpers(), {46, 122}),
                        pick(linux_socket_helpers(), socket_ids)});
  if (hook.family != 0) {
    made.variant_of = "linux/cgroup_sock_addr";
  }
  return made;
}

std::vector<Contract> cgroup_sock_addr() {
  std::vector<Contract> all;
  for (const AddressHook& hook : {
           AddressHook{"", 0, 0, 1, false, false},
           AddressHook{"bind4", 4, 0, 3, false, false},
           AddressHook{"bind6", 6, 0, 3, false, false},
           AddressHook{"connect4", 4, 0, 1, false, true},
           AddressHook{"connect6", 6, 0, 1, false, true},
           AddressHook{"sendmsg4", 4, 0, 1, true, false},
           AddressHook{"sendmsg6", 6, 0, 1, true, false},
           AddressHook{"recvmsg4", 4, 1, 1, false, false},
           AddressHook{"recvmsg6", 6, 1, 1, false, false},
           AddressHook{"getpeername4", 4, 1, 1, false, false},
           AddressHook{"getpeername6", 6, 1, 1, false, false},
           AddressHook{"getsockname4", 4, 1, 1, false, false},
           AddressHook{"getsockname6", 6, 1, 1, false, false},
       }) {
    all.push_back(sock_addr(hook));
  }
  return all;
}

Contract sock_ops() {
  Contract made = linux_contract("sock_ops", "bpf_sock_ops", kSockOpsSize);
  made.source.text = "net/core/filter.c, sock_ops_is_valid_access and sock_ops_convert_ctx_access";
  const auto word = [&made](std::string_view name, std::uint32_t offset) {
    made.fields.push_back(whole(scalar_field(name, offset, 4)));
  };
  word("op", 0);
  made.fields.push_back(whole(writable_field("reply", 4, 4)));
  word("replylong[1]", 8);
  word("replylong[2]", 12);
  word("replylong[3]", 16);
  // From family to sk_txhash the struct is words without a gap.
  const std::string_view words[] = {
      "family",         "remote_ip4",       "local_ip4",    "remote_ip6[0]", "remote_ip6[1]",
      "remote_ip6[2]",  "remote_ip6[3]",    "local_ip6[0]", "local_ip6[1]",  "local_ip6[2]",
      "local_ip6[3]",   "remote_port",      "local_port",   "is_fullsock",   "snd_cwnd",
      "srtt_us",        "cb_flags",         "state",        "rtt_min",       "snd_ssthresh",
      "rcv_nxt",        "snd_nxt",          "snd_una",      "mss_cache",     "ecn_flags",
      "rate_delivered", "rate_interval_us", "packets_out",  "retrans_out",   "total_retrans",
      "segs_in",        "data_segs_in",     "segs_out",     "data_segs_out", "lost_out",
      "sacked_out"};
  std::uint32_t offset = 20;
  for (const std::string_view name : words) {
    word(name, offset);
    offset += 4;
  }
  made.fields.push_back(whole(writable_field("sk_txhash", 164, 4)));
  made.fields.push_back(whole(scalar_field("bytes_received", 168, 8)));
  made.fields.push_back(whole(scalar_field("bytes_acked", 176, 8)));
  made.fields.push_back(opaque_field("sk", 184));
  made.regions = {linux_packet(2)};
  made.regions.front().may_be_null = true;  // eight of the callbacks come without an skb
  made.regions.front().source.text =
      "net/core/filter.c, sock_ops_convert_ctx_access (0 without an skb); include/net/tcp.h, "
      "tcp_call_bpf (the end zeroed) and bpf_skops_init_skb; length: include/linux/slab.h, "
      "KMALLOC_MAX_SIZE; distance to the ends: Documentation/arch/x86/x86_64/mm.rst, direct "
      "mapping";
  made.fields.push_back(mark_field("skb_data", 192, 8, {0, 0}));
  made.fields.push_back(mark_field("skb_data_end", 200, 8, {0, 1}));
  word("skb_len", 208);
  made.fields.push_back(from_first_byte(stored_whole(scalar_field("skb_tcp_flags", 212, 4))));
  made.fields.push_back(whole(scalar_field("skb_hwtstamp", 216, 8)));
  made.result = linux_result(0, 1);
  made.helpers =
      merge({linux_socket_base_helpers(),
             {linux_perf_event_output()},
             pick(linux_skb_helpers(), {46, 122}),
             pick(linux_socket_helpers(), {49, 53, 57, 59, 70, 81, 96, 107, 108, 142, 143, 144})});
  return made;
}

}  // namespace

std::vector<Contract> linux_cgroup_contracts() {
  std::vector<Contract> all = cgroup_sock();
  for (Contract& contract : cgroup_sock_addr()) all.push_back(std::move(contract));
  all.push_back(sock_ops());
  return all;
}

}  // namespace assay::tables
