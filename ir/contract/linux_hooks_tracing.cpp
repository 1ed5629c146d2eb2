// SPDX-License-Identifier: Apache-2.0
// Linux contracts of tracing: kprobe and uprobe, tracepoint, raw_tracepoint, perf_event (x86-64).
#include <array>

#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

namespace {

/// sizeof(struct pt_regs) on x86-64.
constexpr std::uint32_t kRegistersSize = 168;

/// The base, what all of these share; then the type's own.
std::vector<Helper> helpers_and(std::vector<std::uint32_t> own) {
  own.insert(own.end(), {4, 25, 27, 36, 45, 67, 174});
  return merge({linux_base_helpers(), pick(linux_tracing_helpers(), own)});
}

std::vector<ContextField> registers(bool narrow) {
  std::vector<ContextField> fields;
  for (const std::string_view name :
       {"r15", "r14", "r13", "r12", "rbp",      "rbx", "r11", "r10",    "r9",  "r8", "rax",
        "rcx", "rdx", "rsi", "rdi", "orig_rax", "rip", "cs",  "eflags", "rsp", "ss"}) {
    ContextField field = scalar_field(name, static_cast<std::uint32_t>(8 * fields.size()), 8);
    field.narrow = narrow;
    fields.push_back(std::move(field));
  }
  return fields;
}

Contract kprobe() {
  Contract made = linux_contract("kprobe", "pt_regs", kRegistersSize);
  made.source.text =
      "kernel/trace/bpf_trace.c, kprobe_prog_is_valid_access; arch/x86/include/asm/ptrace.h, "
      "struct "
      "pt_regs";
  made.fields = registers(true);
  made.helpers = helpers_and({58, 173});
  return made;
}

/// Kinds of map in programs that may sleep: check_map_prog_compatibility of
/// kernel/bpf/verifier.c, Linux 6.12 and 6.18.
bool may_be_used_asleep(std::uint32_t kind) {
  constexpr std::array kAllowed = {
      kLinuxHash,         kLinuxArray,         kLinuxPerCpuHash,     kLinuxPerCpuArray,
      kLinuxLruHash,      kLinuxLruPerCpuHash, kLinuxArrayOfMaps,    kLinuxHashOfMaps,
      kLinuxQueue,        kLinuxStack,         kLinuxSkStorage,      kLinuxRingBuffer,
      kLinuxInodeStorage, kLinuxTaskStorage,   kLinuxUserRingBuffer, kLinuxCgrpStorage};
  return std::ranges::find(kAllowed, kind) != kAllowed.end();
}

/// Before and after a function: the result of the first says whether there is a second.
Contract probe_session() {
  Contract made = kprobe();
  made.name = "linux/kprobe_session";
  made.variant_of = "linux/kprobe";
  made.result = linux_result(0, 1);
  return made;
}

/// Of the probes only those of user space may sleep, and none of them replaces a result.
Contract sleepable_uprobe() {
  Contract made = linux_sleepable(kprobe());
  made.name = "linux/uprobe_sleepable";
  std::erase_if(made.helpers, [](const Helper& helper) { return helper.id == 58; });
  return made;
}

Contract tracepoint() {
  Contract made = linux_contract("tracepoint", "", 8192);
  made.source.text =
      "kernel/trace/bpf_trace.c, tp_prog_is_valid_access (PERF_MAX_TRACE_SIZE); the record's "
      "length: "
      "kernel/events/core.c, perf_event_set_bpf_prog (max_ctx_offset)";
  made.context_reach = ContextReach::Record;  // perf_event_set_bpf_prog: max_ctx_offset
  // The first eight bytes belong to the kernel; the rest is the event's record.
  made.fields = {scalar_field("record", 8, 8184)};
  made.helpers = helpers_and({});
  return made;
}

Contract raw_tracepoint() {
  Contract made = linux_contract("raw_tracepoint", "bpf_raw_tracepoint_args", 96);
  made.source.text =
      "kernel/trace/bpf_trace.c, raw_tp_prog_is_valid_access (MAX_BPF_FUNC_ARGS); how many there "
      "are: bpf_probe_register (num_args)";
  made.context_reach = ContextReach::Arguments;  // bpf_probe_register: max_ctx_offset
  for (std::uint32_t i = 0; i < 12; ++i) {
    made.fields.push_back(scalar_field("args[" + std::to_string(i) + "]", 8 * i, 8));
  }
  made.helpers = helpers_and({});
  return made;
}

Contract perf_event() {
  Contract made = linux_contract("perf_event", "bpf_perf_event_data", kRegistersSize + 16);
  made.context_types.emplace_back("pt_regs");  // comes first in it; btf_validate_prog_ctx_type
  made.source.text =
      "kernel/trace/bpf_trace.c, pe_prog_is_valid_access and pe_prog_convert_ctx_access";
  made.fields = registers(false);
  made.fields.push_back(scalar_field("sample_period", kRegistersSize, 8));
  made.fields.push_back(scalar_field("addr", kRegistersSize + 8, 8));
  made.helpers = helpers_and({56, 119});
  return made;
}

}  // namespace

Contract linux_sleepable(const Contract& contract) {
  Contract made = contract;
  made.name += "_sleepable";
  made.variant_of = contract.name;
  std::erase_if(made.map_kinds,
                [](const MapKind& kind) { return !may_be_used_asleep(kind.number); });
  for (Helper& helper : made.helpers) {
    if (helper.map_kinds.empty()) continue;
    std::erase_if(helper.map_kinds, [](std::uint32_t kind) { return !may_be_used_asleep(kind); });
    if (helper.map_kinds.empty()) helper.id = 0;  // works on no map that such a program may have
  }
  std::erase_if(made.helpers, [](const Helper& helper) { return helper.id == 0; });
  made.helpers = merge({made.helpers, pick(linux_tracing_helpers(), {148, 191})});
  return made;
}

std::vector<Contract> linux_tracing_contracts() {
  return {kprobe(),     probe_session(),  sleepable_uprobe(),
          tracepoint(), raw_tracepoint(), perf_event()};
}

}  // namespace assay::tables
