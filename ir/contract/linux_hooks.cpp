// SPDX-License-Identifier: Apache-2.0
// What all Linux program types have in common, and the generic contract `unspec`.
//
// Read from the source of kernel 6.12, and asked of a running 6.18, for a program loaded with
// CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN. Where the kernel checks no result, neither does the
// contract.
#include <fmt/format.h>

#include "ir/contract/linux_sections.hpp"
#include "ir/contract/linux_tables.hpp"
#include "ir/contract/platform_facts.hpp"

namespace assay::tables {

Contract linux_contract(std::string_view name, std::string_view context_struct,
                        std::uint32_t context_size) {
  Contract made;
  made.name = "linux/" + std::string(name);
  made.platform = Platform::Linux;
  made.platform_version = "6.18";
  made.source.text = fmt::format("include/uapi/linux/bpf.h, struct {}", context_struct);
  if (!context_struct.empty()) made.context_types = {std::string(context_struct)};
  made.context_size = context_size;
  made.map_kinds = linux_map_kinds();
  made.result.source.text = "kernel/bpf/verifier.c, check_return_code: no range for this type";
  made.policy.source.text =
      "kernel/bpf/verifier.c, bpf_check and adjust_ptr_min_max_vals (allow_ptr_leaks, "
      "allow_uninit_stack), check_ctx_access, check_stack_access_within_bounds, "
      "check_ptr_alignment; tools/lib/bpf/libbpf.c, bpf_object__init_global_data_maps";
  made.limits.source.text =
      "kernel/bpf/verifier.c, check_max_stack_depth_subprog; include/linux/filter.h, "
      "MAX_BPF_STACK; include/linux/bpf_verifier.h, MAX_CALL_FRAMES; include/linux/bpf.h, "
      "MAX_TAIL_CALL_CNT; instructions: Assay's own limit, for the kernel counts none that run";
  made.policy.pointer_to_scalar = true;
  made.policy.pointer_leak_to_memory = true;
  made.policy.pointer_leak_in_result = true;
  made.policy.uninitialised_stack_reads_by_helpers = true;
  made.policy.uninitialised_stack_reads = true;
  made.policy.aligned_context = true;
  made.policy.aligned_stack = true;
  made.policy.writable_globals = true;
  made.policy.read_only_data_frozen = true;  // libbpf freezes the map before the program loads
  set_platform_facts(made);
  made.limits.stack_bytes_per_frame = 512;
  made.limits.stack_bytes_per_chain = 512;
  made.limits.stack_bytes_with_tail_calls = 256;
  made.limits.call_depth = 8;
  made.limits.tail_calls = 33;
  made.limits.instruction_budget = 16777216;
  return made;
}

Region linux_packet(std::uint32_t marks) {
  Region made;
  made.name = "packet";
  made.marks = marks;
  made.max_size = kLinuxPacketMax;
  made.moved_by_helpers = true;
  made.may_be_null = false;
  made.reversed = 0;
  made.source.text =
      "include/linux/filter.h, bpf_compute_data_pointers; length: include/linux/slab.h, "
      "KMALLOC_MAX_SIZE on x86-64 (net/core/skbuff.c, kmalloc_reserve); distance to the ends: "
      "Documentation/arch/x86/x86_64/mm.rst, direct mapping";
  return made;
}

ContextField whole(ContextField field) {
  field.narrow = false;
  field.narrow_writes = false;
  return field;
}

ContextField stored_whole(ContextField field) {
  field.narrow_writes = false;
  return field;
}

ContextField from_first_byte(ContextField field) {
  field.narrow_inside = false;
  return field;
}

ContextField opaque_field(std::string_view name, std::uint32_t offset) {
  ContextField field = whole(scalar_field(name, offset, 8));
  field.kind = FieldKind::Opaque;
  return field;
}

ReturnRange linux_result(std::int64_t min, std::int64_t max) {
  ReturnRange range;
  range.source.text = "kernel/bpf/verifier.c, check_return_code";
  range.checked = true;
  range.min = min;
  range.max = max;
  range.low32 = false;  // the kernel judges the whole register
  return range;
}

namespace {

/// The helpers whose memory arguments may point into the packet (pkt_access of their prototypes).
constexpr std::uint32_t kTakesPacket[] = {1,  2,   3,   28,  53,  70,  84,  85, 87,
                                          99, 100, 110, 195, 204, 205, 206, 207};

constexpr std::string_view kLinuxPrefix = "linux/";

void limit_packet_arguments(Contract& contract) {
  for (Helper& helper : contract.helpers) {
    const auto* end = std::end(kTakesPacket);
    helper.packet_arguments = std::find(std::begin(kTakesPacket), end, helper.id) != end;
  }
}

}  // namespace

std::vector<Contract> linux_contracts() {
  std::vector<Contract> all;
  for (std::vector<Contract> list : {linux_packet_contracts(), linux_cgroup_contracts(),
                                     linux_tracing_contracts(), linux_attached_contracts()}) {
    for (Contract& contract : list) {
      limit_packet_arguments(contract);
      contract.section_prefixes =
          linux_sections_of(std::string_view(contract.name).substr(kLinuxPrefix.size()));
      all.push_back(std::move(contract));
    }
  }
  return all;
}

Contract unspec_contract() {
  Contract made = linux_contract("", "", 0);
  made.name = "unspec";
  made.platform = Platform::Generic;
  made.platform_version.clear();
  made.policy = Policy{};
  set_platform_facts(made);
  made.policy.source.text =
      "docs/adr/0013-every-promise-names-its-source.md: what no platform refuses";
  made.policy.writable_globals = true;  // in a map's memory, which a program here may use anyway
  made.helpers = merge({linux_socket_base_helpers(), pick(linux_tracing_helpers(), {4, 25, 45})});
  limit_packet_arguments(made);
  return made;
}

}  // namespace assay::tables
