// SPDX-License-Identifier: Apache-2.0
// Linux contracts of programs that are attached to one function or event of the kernel and receive
// its arguments: tp_btf, fentry, fexit, fmod_ret, iter, lsm.
//
// Every argument is a number here. One that is a pointer by the kernel's BTF may be probed
// (probe_read_kernel), never followed: typed pointers are not modelled. Facts: Linux 6.12 and 6.18,
// tracing_prog_func_proto and bpf_lsm_func_proto (helpers), btf_ctx_access (arguments),
// check_return_code and bpf_lsm_get_retval_range (results).
#include <algorithm>

#include "ir/contract/linux_lsm_contracts.hpp"
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

namespace {

/// MAX_BPF_FUNC_ARGS: the most arguments, with the function's result where a program may read it.
constexpr std::uint32_t kMaxArguments = 12;
/// MAX_ERRNO.
constexpr std::int64_t kMaxErrno = 4095;

std::vector<ContextField> arguments(std::uint32_t count) {
  std::vector<ContextField> fields;
  for (std::uint32_t i = 0; i < count; ++i) {
    // A number may be read in part, from its first byte; a pointer only whole, as the kernel sees
    // to when it loads the program.
    fields.push_back(from_first_byte(scalar_field("args[" + std::to_string(i) + "]", 8 * i, 8)));
  }
  return fields;
}

Contract attached(std::string_view name) {
  Contract made = linux_contract(name, "", 8 * kMaxArguments);
  made.source.text =
      "kernel/trace/bpf_trace.c, bpf_tracing_btf_ctx_access (MAX_BPF_FUNC_ARGS); kernel/bpf/btf.c, "
      "btf_ctx_access (each argument 8 bytes, a number in part from its first byte; how many there "
      "are)";
  made.context_reach = ContextReach::Arguments;  // btf_ctx_access: "doesn't have %d-th argument"
  made.fields = arguments(kMaxArguments);
  made.helpers =
      merge({linux_base_helpers(), pick(linux_tracing_helpers(), {4, 25, 27, 36, 45, 67, 147})});
  return made;
}

/// What a trampoline of the kernel calls, before or after a function or in its place.
Contract called_by_trampoline(std::string_view name) {
  Contract made = attached(name);
  made.helpers = merge({made.helpers, pick(linux_tracing_helpers(), {174, 183, 184, 185})});
  return made;
}

Contract of_function(std::string_view name) {
  Contract made = called_by_trampoline(name);
  made.helpers = merge({made.helpers, pick(linux_tracing_helpers(), {173})});
  return made;
}

Contract with_result(Contract contract, ReturnRange range) {
  contract.result = range;
  return contract;
}

Contract tracepoint_by_btf() {
  Contract made = attached("tp_btf");
  made.helpers = merge({made.helpers, pick(linux_tracing_helpers(), {174})});
  return made;
}

/// The file that an iterator writes into is a field of its first argument, and out of reach here.
Contract iterator() {
  Contract made = attached("iter");
  made.helpers = merge({made.helpers, pick(linux_tracing_helpers(), {126, 127})});
  return made;
}

ReturnRange lsm_result(LsmResult result) {
  ReturnRange range = linux_result(0, 0);
  range.low32 = true;  // security modules return an int
  range.source.text =
      "kernel/bpf/bpf_lsm.c, bpf_lsm_get_retval_range; include/linux/lsm_hook_defs.h";
  switch (result) {
    case LsmResult::Error:
      range.min = -kMaxErrno;
      return range;
    case LsmResult::YesOrNo:
      range.max = 1;
      return range;
    case LsmResult::Nothing: {
      ReturnRange any;
      any.source = range.source;
      return any;
    }
  }
  internal_fault(__FILE__, __LINE__, "not a result of a hook");
}

/// What holds for every hook: 0 is the one result that all take.
Contract lsm() {
  Contract made = called_by_trampoline("lsm");
  made.result = linux_result(0, 0);
  made.result.low32 = true;
  return made;
}

}  // namespace

std::vector<Contract> linux_attached_contracts() {
  std::vector<Contract> all = {tracepoint_by_btf(),
                               with_result(of_function("fentry"), linux_result(0, 0)),
                               with_result(of_function("fexit"), linux_result(0, 0)),
                               of_function("fmod_ret"),
                               with_result(iterator(), linux_result(0, 1)),
                               lsm()};
  const std::size_t plain = all.size();
  for (std::size_t i = 1; i < plain; ++i) all.push_back(linux_sleepable(all[i]));
  return all;
}

Contract narrowed_to_lsm_hook(const Contract& lsm, const LsmHook& hook) {
  Contract made = lsm;
  // A hook that returns something passes, as one more argument, what the modules before returned.
  const std::uint32_t count = hook.arguments + (hook.result == LsmResult::Nothing ? 0 : 1);
  ASSAY_CHECK(count <= kMaxArguments, "a hook with too many arguments");
  made.source.text =
      "include/linux/lsm_hook_defs.h; kernel/bpf/btf.c, btf_ctx_access (the result of the modules "
      "before is one more argument)";
  made.context_reach = ContextReach::Fixed;
  made.fields.resize(count);
  made.context_size = 8 * count;
  made.result = lsm_result(hook.result);
  return made;
}

}  // namespace assay::tables
