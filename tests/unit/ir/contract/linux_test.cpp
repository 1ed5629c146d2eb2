// SPDX-License-Identifier: Apache-2.0
// Linux contracts against the kernel's own header: offsets and ids are not pinned by hand where
// linux/bpf.h can say them.
#include <gtest/gtest.h>
#include <linux/bpf.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <stdexcept>

#include "ir/contract/contract.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

const std::map<std::string, std::uint32_t>& header_helper_ids() {
  static const std::map<std::string, std::uint32_t> ids = {
#define ASSAY_FN(x) {#x, BPF_FUNC_##x}  // the mapper adds the comma
      __BPF_FUNC_MAPPER(ASSAY_FN)
#undef ASSAY_FN
  };
  return ids;
}

TEST(Linux, helper_ids_are_the_header_s) {
  for (const Contract& c : builtin_contracts()) {
    if (c.platform == Platform::Windows) continue;
    for (const Helper& helper : c.helpers) {
      const auto known = header_helper_ids().find(helper.name);
      if (known == header_helper_ids().end()) {
        EXPECT_GT(helper.id, 209u) << helper.name;  // newer than the installed header
      } else {
        EXPECT_EQ(known->second, helper.id) << helper.name;
      }
    }
  }
}

struct Expected {
  const char* name;
  std::size_t offset;
  std::size_t size;
};
#define ASSAY_FIELD(type, member) \
  Expected { #member, offsetof(type, member), sizeof(type::member) }

void expect_fields(std::string_view name, const std::vector<Expected>& expected) {
  for (const Expected& want : expected) {
    const ContextField* field =
        field_at(contract_named(name), static_cast<std::uint32_t>(want.offset));
    ASSERT_NE(field, nullptr) << name << " " << want.name;
    EXPECT_EQ(field->name, want.name);
    EXPECT_EQ(field->offset, want.offset) << want.name;
    EXPECT_EQ(field->size, want.size) << want.name;
  }
}

TEST(Linux, xdp_fields_are_the_header_s) {
  EXPECT_EQ(contract_named("linux/xdp").context_size, sizeof(xdp_md));
  expect_fields("linux/xdp", {ASSAY_FIELD(xdp_md, data), ASSAY_FIELD(xdp_md, data_end),
                              ASSAY_FIELD(xdp_md, data_meta), ASSAY_FIELD(xdp_md, ingress_ifindex),
                              ASSAY_FIELD(xdp_md, rx_queue_index)});
  expect_fields("linux/xdp_devmap", {ASSAY_FIELD(xdp_md, egress_ifindex)});
  EXPECT_EQ(field_at(contract_named("linux/xdp"), offsetof(xdp_md, egress_ifindex)), nullptr);
}

TEST(Linux, sched_cls_fields_are_the_header_s) {
  EXPECT_EQ(contract_named("linux/sched_cls").context_size, sizeof(__sk_buff));
  expect_fields("linux/sched_cls", {ASSAY_FIELD(__sk_buff, len),
                                    ASSAY_FIELD(__sk_buff, mark),
                                    ASSAY_FIELD(__sk_buff, queue_mapping),
                                    ASSAY_FIELD(__sk_buff, priority),
                                    ASSAY_FIELD(__sk_buff, ifindex),
                                    ASSAY_FIELD(__sk_buff, tc_index),
                                    ASSAY_FIELD(__sk_buff, cb),
                                    ASSAY_FIELD(__sk_buff, hash),
                                    ASSAY_FIELD(__sk_buff, tc_classid),
                                    ASSAY_FIELD(__sk_buff, data),
                                    ASSAY_FIELD(__sk_buff, data_end),
                                    ASSAY_FIELD(__sk_buff, napi_id),
                                    ASSAY_FIELD(__sk_buff, data_meta),
                                    ASSAY_FIELD(__sk_buff, tstamp),
                                    ASSAY_FIELD(__sk_buff, wire_len),
                                    ASSAY_FIELD(__sk_buff, gso_segs),
                                    ASSAY_FIELD(__sk_buff, sk),
                                    ASSAY_FIELD(__sk_buff, gso_size),
                                    ASSAY_FIELD(__sk_buff, tstamp_type),
                                    ASSAY_FIELD(__sk_buff, hwtstamp)});
}

TEST(Linux, cgroup_and_event_fields_are_the_header_s) {
  EXPECT_EQ(contract_named("linux/cgroup_sock").context_size, sizeof(bpf_sock));
  expect_fields("linux/cgroup_sock",
                {ASSAY_FIELD(bpf_sock, bound_dev_if), ASSAY_FIELD(bpf_sock, priority),
                 ASSAY_FIELD(bpf_sock, dst_port)});
  expect_fields("linux/cgroup_post_bind4",
                {ASSAY_FIELD(bpf_sock, src_ip4), ASSAY_FIELD(bpf_sock, src_port)});
  EXPECT_EQ(contract_named("linux/cgroup_sock_addr").context_size, sizeof(bpf_sock_addr));
  expect_fields("linux/cgroup_connect4",
                {ASSAY_FIELD(bpf_sock_addr, user_ip4), ASSAY_FIELD(bpf_sock_addr, user_port),
                 ASSAY_FIELD(bpf_sock_addr, protocol), ASSAY_FIELD(bpf_sock_addr, sk)});
  expect_fields("linux/cgroup_sendmsg4", {ASSAY_FIELD(bpf_sock_addr, msg_src_ip4)});
  EXPECT_EQ(
      field_at(contract_named("linux/cgroup_sendmsg6"), offsetof(bpf_sock_addr, msg_src_ip6))->name,
      "msg_src_ip6[0]");
  EXPECT_EQ(field_at(contract_named("linux/cgroup_connect4"), offsetof(bpf_sock_addr, user_ip6)),
            nullptr);
  expect_fields("linux/sock_ops",
                {ASSAY_FIELD(bpf_sock_ops, reply), ASSAY_FIELD(bpf_sock_ops, family),
                 ASSAY_FIELD(bpf_sock_ops, is_fullsock), ASSAY_FIELD(bpf_sock_ops, state),
                 ASSAY_FIELD(bpf_sock_ops, sacked_out), ASSAY_FIELD(bpf_sock_ops, sk_txhash),
                 ASSAY_FIELD(bpf_sock_ops, bytes_acked), ASSAY_FIELD(bpf_sock_ops, sk),
                 ASSAY_FIELD(bpf_sock_ops, skb_data), ASSAY_FIELD(bpf_sock_ops, skb_data_end),
                 ASSAY_FIELD(bpf_sock_ops, skb_tcp_flags)});
}

TEST(Linux, sched_cls_may_write_what_the_kernel_lets_it) {
  for (const ContextField& field : contract_named("linux/sched_cls").fields) {
    const bool expected = field.name == "mark" || field.name == "tc_index" ||
                          field.name == "priority" || field.name == "tc_classid" ||
                          field.name == "cb" || field.name == "tstamp" ||
                          field.name == "queue_mapping";
    EXPECT_EQ(field.writable, expected) << field.name;
  }
}

TEST(Linux, socket_filter_sees_no_packet_pointers_and_writes_cb_only) {
  const Contract& c = contract_named("linux/socket_filter");
  EXPECT_TRUE(c.regions.empty());
  EXPECT_EQ(field_at(c, offsetof(__sk_buff, data)), nullptr);
  EXPECT_EQ(field_at(c, offsetof(__sk_buff, tc_classid)), nullptr);
  for (const ContextField& field : c.fields)
    EXPECT_EQ(field.writable, field.name == "cb") << field.name;
  EXPECT_TRUE(c.policy.legacy_packet_access);
}

TEST(Linux, map_kinds_are_the_header_s) {
  const Contract& c = contract_named("linux/xdp");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_PROG_ARRAY)->name, "prog_array");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_LPM_TRIE)->name, "lpm_trie");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_HASH_OF_MAPS)->name, "hash_of_maps");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_XSKMAP)->name, "xskmap");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_STACK)->name, "stack");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_RINGBUF)->name, "ringbuf");
  EXPECT_EQ(find_map_kind(c, BPF_MAP_TYPE_USER_RINGBUF)->name, "user_ringbuf");
}

TEST(Linux, what_moves_the_packet_is_the_kernel_s_list) {
  const std::vector<std::uint32_t> movers = {9, 10, 11, 12, 13, 18, 19, 31, 38, 39, 43, 50};
  for (const Helper& helper : contract_named("linux/sched_cls").helpers) {
    if (helper.id == 202) continue;  // dynptr_write, which is not modelled
    EXPECT_EQ(helper.moves_packet, std::count(movers.begin(), movers.end(), helper.id) == 1)
        << helper.name;
  }
  for (const std::uint32_t id : {44u, 54u, 65u})
    EXPECT_TRUE(find_helper(contract_named("linux/xdp"), id)->moves_packet);
}

TEST(Linux, a_helper_that_moves_the_packet_takes_no_pointer_into_it) {
  const Contract& c = contract_named("linux/sched_cls");
  EXPECT_FALSE(find_helper(c, BPF_FUNC_skb_store_bytes)->packet_arguments);
  EXPECT_FALSE(find_helper(c, BPF_FUNC_perf_event_output)->packet_arguments);
  EXPECT_TRUE(find_helper(c, BPF_FUNC_csum_diff)->packet_arguments);
  EXPECT_TRUE(find_helper(c, BPF_FUNC_map_lookup_elem)->packet_arguments);
}

TEST(Linux, sizes_have_the_width_of_the_parameter) {
  const Contract& c = contract_named("linux/kprobe");
  EXPECT_EQ(find_helper(c, BPF_FUNC_probe_read)->args[1].width, Width::W32);
  EXPECT_EQ(find_helper(c, BPF_FUNC_probe_read_kernel)->args[1].width, Width::W32);
  EXPECT_EQ(find_helper(c, BPF_FUNC_perf_event_output)->args[4].width, Width::W64);
  EXPECT_EQ(find_helper(c, BPF_FUNC_ringbuf_output)->args[2].width, Width::W64);
  EXPECT_EQ(find_helper(c, BPF_FUNC_get_stack)->args[2].width, Width::W32);
}

TEST(Linux, references_are_acquired_and_released_by_pairs) {
  const Contract& c = contract_named("linux/xdp");
  for (const std::uint32_t id : {84u, 85u, 99u, 131u})
    EXPECT_TRUE(find_helper(c, id)->acquires) << id;
  for (const std::uint32_t id : {86u, 132u, 133u}) EXPECT_EQ(find_helper(c, id)->releases, 0) << id;
  EXPECT_TRUE(find_helper(c, 131)->args[1].constant);
  EXPECT_FALSE(find_helper(contract_named("linux/sched_cls"), BPF_FUNC_sk_fullsock)->acquires);
}

TEST(Linux, lirc_mode2_has_one_sample_and_its_own_helpers) {
  const Contract& c = contract_named("lirc_mode2");
  EXPECT_EQ(c.context_size, 4u);
  EXPECT_FALSE(field_at(c, 0)->writable);
  for (const std::uint32_t id : {1u, 77u, 78u, 92u}) EXPECT_NE(find_helper(c, id), nullptr) << id;
  EXPECT_EQ(find_helper(c, BPF_FUNC_probe_read_kernel), nullptr);
}

TEST(Linux, results_are_checked_only_where_the_kernel_checks_them) {
  for (const char* name : {"linux/xdp", "linux/sched_cls", "linux/socket_filter",
                           "linux/lirc_mode2", "linux/kprobe"}) {
    EXPECT_FALSE(contract_named(name).result.checked) << name;
  }
  EXPECT_EQ(contract_named("linux/cgroup_skb").result.max, 1);
  EXPECT_EQ(contract_named("linux/cgroup_skb_egress").result.max, 3);
  EXPECT_EQ(contract_named("linux/cgroup_recvmsg4").result.min, 1);
}

TEST(Linux, limits_and_policy) {
  const Contract& c = contract_named("linux/sched_cls");
  EXPECT_EQ(c.limits.instruction_budget, 16777216u);
  EXPECT_EQ(c.limits.stack_bytes_per_chain, 512u);
  EXPECT_EQ(c.limits.stack_bytes_with_tail_calls, 256u);
  EXPECT_TRUE(c.policy.pointer_to_scalar && c.policy.uninitialised_stack_reads &&
              c.policy.aligned_context);
  EXPECT_FALSE(contract_named("linux/xdp").policy.legacy_packet_access);
}

TEST(Unspec, has_no_context_and_the_refusing_policy) {
  const Contract& c = contract_named("unspec");
  EXPECT_EQ(c.context_size, 0u);
  EXPECT_TRUE(c.fields.empty());
  EXPECT_FALSE(c.policy.pointer_to_scalar || c.policy.pointer_leak_to_memory ||
               c.policy.pointer_leak_in_result || c.policy.uninitialised_stack_reads ||
               c.policy.uninitialised_stack_reads_by_helpers);
  for (const std::uint32_t id :
       {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 12u, 14u, 25u, 112u, 113u, 130u, 131u, 132u, 133u}) {
    EXPECT_NE(find_helper(c, id), nullptr) << id;
  }
}

}  // namespace
}  // namespace assay
