// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/linux_lsm_contracts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"

namespace assay::tables {

namespace {

/// MAX_ERRNO.
constexpr std::int64_t kMaxErrno = 4095;

ReturnRange lsm_result(LsmResult result) {
  ReturnRange range;  // on the low 32 bits: security modules return an int
  range.source.text =
      "kernel/bpf/bpf_lsm.c, bpf_lsm_get_retval_range; include/linux/lsm_hook_defs.h";
  switch (result) {
    case LsmResult::Error:
      return {true, -kMaxErrno, 0, true, {}, {}, range.source};
    case LsmResult::Failure:
      return {true, -kMaxErrno, -1, true, {}, {}, range.source};
    case LsmResult::YesOrNo:
      return {true, 0, 1, true, {}, {}, range.source};
    case LsmResult::Nothing:
      return range;
  }
  internal_fault(__FILE__, __LINE__, "not a result of a hook");
}

Error no_hook(std::string_view name, std::string_view why) {
  return Error{ErrorCode::ContractUnknown, fmt::format("'{}' {}", name, why)};
}

Error unknown_hook(std::string_view name) {
  std::vector<std::string> words;
  for (const std::string_view word : lsm_hook_names()) words.emplace_back(word);
  const std::string near = nearest_word(name, words);
  return no_hook(
      name,
      fmt::format("is not among the hooks of security modules that Linux 6.12 has{}; --contract "
                  "linux/lsm judges a program for any of them (result 0)",
                  near.empty() ? "" : fmt::format(" (the nearest is {})", near)));
}

}  // namespace

Contract narrowed_to_lsm_hook(const Contract& lsm, const LsmHook& hook) {
  Contract made = lsm;
  made.attach_points = AttachPoints::None;  // this is one
  // A hook that returns something passes, as one more argument, what the modules before returned.
  const std::uint32_t count = hook.arguments + (hook.result == LsmResult::Nothing ? 0 : 1);
  ASSAY_CHECK(count <= lsm.fields.size(), "a hook with too many arguments");
  made.source.text =
      "include/linux/lsm_hook_defs.h; kernel/bpf/btf.c, btf_ctx_access (the result of the modules "
      "before is one more argument)";
  made.context_reach = ContextReach::Fixed;
  made.fields.resize(count);
  made.context_size = 8 * count;
  made.result = lsm_result(hook.result);
  return made;
}

namespace {

std::shared_ptr<const Contract> at_replaced_function(
    const std::shared_ptr<const Contract>& contract, std::string_view name) {
  if (!name.starts_with("security_")) return contract;
  Contract made = *contract;
  made.attach_points = AttachPoints::None;
  made.result = lsm_result(LsmResult::Error);
  made.result.source.text = "security/security.c; fs/file_table.c, init_file and alloc_empty_file";
  return std::make_shared<const Contract>(std::move(made));
}

Result<std::shared_ptr<const Contract>> at_lsm_hook(const std::shared_ptr<const Contract>& contract,
                                                    std::string_view name) {
  const bool sleeps = contract->attach_points == AttachPoints::SecurityHooksSleeping;
  const LsmHook* hook = find_lsm_hook(name);
  if (hook == nullptr) return unknown_hook(name);
  switch (hook->use) {
    case LsmUse::Refused:
      return no_hook(name, "is a hook of security modules to which no BPF program may be attached");
    case LsmUse::Plain:
      if (sleeps) {
        return no_hook(name,
                       "is a hook of security modules where a program must not sleep: name the "
                       "section \"lsm/" +
                           std::string(name) + "\"");
      }
      break;
    case LsmUse::MaySleep:
      break;
  }
  return std::make_shared<const Contract>(narrowed_to_lsm_hook(*contract, *hook));
}

}  // namespace

Result<std::shared_ptr<const Contract>> at_attach_point(
    const std::shared_ptr<const Contract>& contract, std::string_view section) {
  const std::size_t slash = section.find('/');
  if (contract->attach_points == AttachPoints::None || slash == std::string_view::npos)
    return contract;
  const std::string_view name = section.substr(slash + 1);
  if (contract->attach_points == AttachPoints::ReplacedFunctions)
    return at_replaced_function(contract, name);
  return at_lsm_hook(contract, name);
}

}  // namespace assay::tables
