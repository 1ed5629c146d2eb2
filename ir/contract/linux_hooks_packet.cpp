// SPDX-License-Identifier: Apache-2.0
// Linux contracts whose context is a packet: xdp, sched_cls, socket_filter, lwt, cgroup_skb.
//
// __sk_buff is one struct with as many views as program types: each type lists what it may reach
// (kernel 6.18, *_is_valid_access). Fields are loaded through rewritten accesses, so an access is
// naturally aligned, and a store is whole but in cb.
#include <fmt/format.h>

#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

namespace {

/// sizeof(struct __sk_buff) and sizeof(struct xdp_md).
constexpr std::uint32_t kSkBuffSize = 192;
constexpr std::uint32_t kXdpMdSize = 24;

/// How the view of a program type differs from the plain read-only one.
struct SkBuffView {
  std::string_view checked_by;  // the function of net/core/filter.c that lists what may be reached
  std::vector<std::string_view> writable;
  std::vector<std::string_view> absent;
  std::uint32_t marks = 0;  // 0: no packet pointers; 2: data, data_end; 3: data_meta as well
};

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<ContextField> sk_buff_fields(const SkBuffView& view) {
  std::vector<ContextField> fields;
  const auto add = [&](ContextField field) {
    if (contains(view.absent, field.name)) return;
    field.writable = contains(view.writable, field.name);
    fields.push_back(std::move(field));
  };
  const auto add_word = [&](std::string_view name, std::uint32_t offset) {
    add(stored_whole(scalar_field(name, offset, 4)));
  };
  add_word("len", 0);
  add_word("pkt_type", 4);
  add_word("mark", 8);
  add_word("queue_mapping", 12);
  add_word("protocol", 16);
  add_word("vlan_present", 20);
  add_word("vlan_tci", 24);
  add_word("vlan_proto", 28);
  add_word("priority", 32);
  add_word("ingress_ifindex", 36);
  add_word("ifindex", 40);
  add_word("tc_index", 44);
  ContextField own = scalar_field("cb", 48, 20);  // the program's own: any width, read and write
  own.element = 4;
  add(own);
  add_word("hash", 68);
  add_word("tc_classid", 72);
  if (view.marks > 0) {
    add(mark_field("data", 76, 4, {0, view.marks - 2}));
    add(mark_field("data_end", 80, 4, {0, view.marks - 1}));
  }
  add_word("napi_id", 84);
  if (view.marks == 3) add(mark_field("data_meta", 140, 4, {0, 0}));
  add(whole(scalar_field("tstamp", 152, 8)));
  add_word("wire_len", 160);
  add_word("gso_segs", 164);
  add(opaque_field("sk", 168));
  add_word("gso_size", 176);
  add(whole(scalar_field("tstamp_type", 180, 1)));
  add(whole(scalar_field("hwtstamp", 184, 8)));
  return fields;
}

/// The socket base but for get_cgroup_classid, whose form on a socket buffer takes the context.
std::vector<Helper> base_for_skb() {
  std::vector<Helper> base = linux_socket_base_helpers();
  std::erase_if(base, [](const Helper& helper) { return helper.id == 17; });
  return base;
}

Contract sk_buff_contract(std::string_view name, const SkBuffView& view) {
  Contract made = linux_contract(name, "__sk_buff", kSkBuffSize);
  if (view.marks > 0) made.regions = {linux_packet(view.marks)};
  made.fields = sk_buff_fields(view);
  made.source.text = fmt::format(
      "net/core/filter.c, {}, bpf_skb_is_valid_access and bpf_convert_ctx_access", view.checked_by);
  return made;
}

std::vector<Contract> xdp() {
  Contract made = linux_contract("xdp", "xdp_md", kXdpMdSize);
  made.regions = {linux_packet(3)};
  made.source.text = "net/core/filter.c, xdp_is_valid_access and xdp_convert_ctx_access";
  made.regions.front().writable = true;
  made.regions.front().source.text =
      "include/net/xdp.h, xdp_prepare_buff and xdp_set_data_meta_invalid; length: net/core/dev.c, "
      "bpf_prog_run_generic_xdp (an skb's own head), include/linux/slab.h, KMALLOC_MAX_SIZE; "
      "distance to the ends: Documentation/arch/x86/x86_64/mm.rst, direct mapping";
  made.fields = {
      mark_field("data", 0, 4, {0, 1}),
      mark_field("data_end", 4, 4, {0, 2}),
      mark_field("data_meta", 8, 4, {0, 0}),
      whole(scalar_field("ingress_ifindex", 12, 4)),
      whole(scalar_field("rx_queue_index", 16, 4)),
  };
  made.fields[2].may_lie_past_next = true;
  made.helpers =
      merge({linux_socket_base_helpers(), linux_xdp_helpers(),
             pick(linux_skb_helpers(), {23, 25, 28, 69, 163}),
             pick(linux_socket_helpers(), {84, 85, 86, 99, 100, 110, 204, 205, 206, 207})});
  made.names = {{"XDP_ABORTED", 0, ""},
                {"XDP_DROP", 1, ""},
                {"XDP_PASS", 2, ""},
                {"XDP_TX", 3, ""},
                {"XDP_REDIRECT", 4, ""}};
  Contract devmap = made;
  devmap.name = "linux/xdp_devmap";
  devmap.variant_of = made.name;
  devmap.fields.push_back(whole(scalar_field("egress_ifindex", 20, 4)));
  return {made, devmap};
}

Contract sched_cls() {
  const SkBuffView view = {
      "tc_cls_act_is_valid_access",
      {"mark", "tc_index", "priority", "tc_classid", "cb", "tstamp", "queue_mapping"},
      {},
      3};
  Contract made = sk_buff_contract("sched_cls", view);
  made.regions.front().writable = true;
  made.policy.legacy_packet_access = true;
  made.names = {{"TC_ACT_UNSPEC", -1, ""}, {"TC_ACT_OK", 0, ""},     {"TC_ACT_RECLASSIFY", 1, ""},
                {"TC_ACT_SHOT", 2, ""},    {"TC_ACT_PIPE", 3, ""},   {"TC_ACT_STOLEN", 4, ""},
                {"TC_ACT_QUEUED", 5, ""},  {"TC_ACT_REPEAT", 6, ""}, {"TC_ACT_REDIRECT", 7, ""},
                {"TC_ACT_TRAP", 8, ""}};
  const std::vector<Helper> base = base_for_skb();
  made.helpers = merge({base, linux_skb_helpers(),
                        pick(linux_socket_helpers(), {84, 85, 86, 95, 96, 98, 99, 100, 107, 108,
                                                      110, 124, 204, 205, 206, 207})});
  return made;
}

Contract socket_filter() {
  const SkBuffView view = {"sk_filter_is_valid_access",
                           {"cb"},
                           {"tc_classid", "tstamp", "wire_len", "tstamp_type", "hwtstamp"},
                           0};
  Contract made = sk_buff_contract("socket_filter", view);
  made.policy.legacy_packet_access = true;
  made.helpers =
      merge({linux_socket_base_helpers(), pick(linux_skb_helpers(), {25, 26, 46, 47, 68, 122})});
  return made;
}

/// Light-weight tunnels; what a name without attach point may rely on is what the output hook
/// offers.
std::vector<Contract> lwt() {
  const SkBuffView view = {"lwt_is_valid_access",
                           {"mark", "priority", "cb"},
                           {"tc_classid", "tstamp", "wire_len", "tstamp_type", "hwtstamp"},
                           2};
  const std::vector<Helper> base = base_for_skb();
  const Helper push_encap =
      Row(73, "lwt_push_encap", {context, any32, reads, size32})
          .from("net/core/filter.c, bpf_lwt_in_push_encap and bpf_lwt_xmit_push_encap")
          .gives_int()
          .moves_packet();
  Contract out = sk_buff_contract("lwt", view);
  out.names = {{"BPF_OK", 0, ""},
               {"BPF_DROP", 2, ""},
               {"BPF_REDIRECT", 7, ""},
               {"BPF_LWT_REROUTE", 128, ""}};
  out.helpers = merge({base, pick(linux_skb_helpers(), {17, 24, 25, 26, 28, 33, 34, 39})});

  Contract in = out;
  in.name = "linux/lwt_in";
  in.variant_of = out.name;
  in.helpers = merge({out.helpers, {push_encap}});

  Contract xmit = out;
  xmit.name = "linux/lwt_xmit";
  xmit.variant_of = out.name;
  xmit.regions.front().writable = true;
  xmit.helpers =
      merge({out.helpers,
             {push_encap},
             pick(linux_skb_helpers(), {9, 10, 11, 13, 20, 21, 23, 29, 30, 38, 40, 41, 43, 135})});
  return {out, in, xmit};
}

std::vector<Contract> cgroup_skb() {
  const SkBuffView view = {"cg_skb_is_valid_access",
                           {"mark", "priority", "cb", "tstamp"},
                           {"tc_classid", "wire_len", "tstamp_type"},
                           2};
  Contract made = sk_buff_contract("cgroup_skb", view);
  // The addresses of the socket; the IPv6 ones word by word.
  std::vector<ContextField> socket_fields = {
      stored_whole(scalar_field("family", 88, 4)),
      whole(scalar_field("remote_ip4", 92, 4)),
      whole(scalar_field("local_ip4", 96, 4)),
      whole(scalar_field("remote_ip6[0]", 100, 4)),
      whole(scalar_field("remote_ip6[1]", 104, 4)),
      whole(scalar_field("remote_ip6[2]", 108, 4)),
      whole(scalar_field("remote_ip6[3]", 112, 4)),
      whole(scalar_field("local_ip6[0]", 116, 4)),
      whole(scalar_field("local_ip6[1]", 120, 4)),
      whole(scalar_field("local_ip6[2]", 124, 4)),
      whole(scalar_field("local_ip6[3]", 128, 4)),
      stored_whole(scalar_field("remote_port", 132, 4)),
      stored_whole(scalar_field("local_port", 136, 4)),
  };
  made.fields.insert(made.fields.end(), socket_fields.begin(), socket_fields.end());
  std::sort(made.fields.begin(), made.fields.end(),
            [](const ContextField& left, const ContextField& right) {
              return left.offset < right.offset;
            });
  made.result = linux_result(0, 1);
  made.helpers =
      merge({linux_socket_base_helpers(),
             pick(linux_skb_helpers(), {25, 26, 46, 47, 68, 79, 83, 97, 122}),
             pick(linux_socket_helpers(), {81, 84, 85, 86, 95, 96, 98, 99, 107, 108, 128, 129})});
  Contract egress = made;
  egress.name = "linux/cgroup_skb_egress";
  egress.variant_of = made.name;
  egress.result = linux_result(0, 3);
  return {made, egress};
}

/// Infrared receivers: the context is one raw sample.
Contract lirc_mode2() {
  Contract made = linux_contract("lirc_mode2", "", 4);
  made.source.text = "drivers/media/rc/bpf-lirc.c, lirc_mode2_is_valid_access and lirc_bpf_run";
  made.fields = {whole(scalar_field("sample", 0, 4))};
  made.helpers = linux_lirc_helpers();
  return made;
}

}  // namespace

std::vector<Contract> linux_packet_contracts() {
  std::vector<Contract> all = xdp();
  all.push_back(sched_cls());
  all.push_back(socket_filter());
  for (const std::vector<Contract>& list : {lwt(), cgroup_skb()})
    all.insert(all.end(), list.begin(), list.end());
  all.push_back(lirc_mode2());
  return all;
}

}  // namespace assay::tables
