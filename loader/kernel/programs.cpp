// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/programs.hpp"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "loader/base/hex.hpp"
#include "loader/kernel/names.hpp"

namespace assay::loader {
namespace {

constexpr std::size_t kLogBytes = std::size_t{1} << 24;
constexpr std::size_t kShownBytes = 2000;  // of the log, from its end

/// The last lines of what the kernel says.
std::string end_of(std::string_view log) {
  log = log.substr(0, log.find('\0'));
  while (!log.empty() && log.back() == '\n') log.remove_suffix(1);
  if (log.size() <= kShownBytes) return std::string(log);
  log.remove_prefix(log.size() - kShownBytes);
  const std::size_t line = log.find('\n');
  return std::string(line == std::string_view::npos ? log : log.substr(line + 1));
}

/// The instructions with handles in place of maps' indices.
Outcome<std::vector<bpf_insn>> bound(const assay_checked_program& program,
                                     std::span<const Handle> maps) {
  std::vector<std::int32_t> handles;
  for (const Handle& map : maps) handles.push_back(map.number());
  Bytes slots(program.slots.data, program.slots.data + program.slots.size);
  const int is_bound = assay_bind_maps(slots.data(), slots.size(), handles.data(), handles.size());
  if (is_bound == 0) return Refusal{RefusalCode::CheckRefused, "maps not bound"};
  std::vector<bpf_insn> instructions(slots.size() / sizeof(bpf_insn));
  std::memcpy(instructions.data(), slots.data(), slots.size());
  return instructions;
}

/// What a program is besides its instructions.
struct Kind {
  const KernelHook* hook = nullptr;
  std::uint32_t target = 0;  // the kernel's number of the type of a function or event, or 0
  std::string name;
  std::string license;
};

/// One attempt; with `log`, the kernel writes its answer there.
Handle attempt(const Kind& kind, std::span<const bpf_insn> instructions, std::string* log) {
  bpf_prog_load_opts options{};
  options.sz = sizeof options;
  options.expected_attach_type = kind.hook->attach;
  options.prog_flags = kind.hook->flags;
  options.attach_btf_id = kind.target;
  if (log != nullptr) {
    options.log_level = 1;
    options.log_buf = log->data();
    options.log_size = static_cast<std::uint32_t>(log->size());
  }
  const std::string name = program_name(kind.hook->attach, kind.name);
  return Handle(bpf_prog_load(kind.hook->type, name.c_str(), kind.license.c_str(),
                              instructions.data(), instructions.size(), &options));
}

/// 0 where programs of the hook have none.
Outcome<std::uint32_t> target_in_kernel(const KernelHook& hook, std::string_view section) {
  if (hook.place != Place::Function) return std::uint32_t{0};
  const std::string target(target_of(section));
  const int id = libbpf_find_vmlinux_btf_id(target.c_str(), hook.attach);
  if (id > 0) return static_cast<std::uint32_t>(id);
  return Refusal{RefusalCode::PlaceMissing, fmt::format("the kernel has no '{}'", target)};
}

Outcome<LoadedProgram> load(const assay_checked_program& program, const KernelHook& hook,
                            std::span<const Handle> maps, const std::string& license) {
  const Outcome<std::vector<bpf_insn>> instructions = bound(program, maps);
  if (!instructions.ok()) return instructions.refusal();
  const std::string section(text_of(program.section));
  const Outcome<std::uint32_t> target = target_in_kernel(hook, section);
  if (!target.ok()) return target.refusal();
  const Kind kind{&hook, target.value(), std::string(text_of(program.name)), license};
  LoadedProgram loaded{kind.name, section, &hook, attempt(kind, instructions.value(), nullptr)};
  if (loaded.handle.ok()) return loaded;
  if (errno == EPERM) return Refusal{RefusalCode::KernelForbids, std::strerror(EPERM)};
  std::string log(kLogBytes, '\0');
  loaded.handle = attempt(kind, instructions.value(), &log);
  if (loaded.handle.ok()) return loaded;
  return Refusal{
      RefusalCode::KernelRefusedProgram,
      fmt::format("program '{}': {}; it says:\n{}", kind.name, std::strerror(errno), end_of(log))};
}

}  // namespace

Outcome<std::vector<const KernelHook*>> hooks_of(const Admitted& package) {
  std::vector<const KernelHook*> hooks;
  for (const assay_checked_program& program : package.programs()) {
    const std::string_view contract = package.contract_of(program);
    const std::string_view section = text_of(program.section);
    hooks.push_back(find_hook(contract, section));
    if (hooks.back() == nullptr) {
      return Refusal{RefusalCode::HookNotLoadable,
                     fmt::format("program '{}', section '{}' under {}", text_of(program.name),
                                 section, contract)};
    }
  }
  return hooks;
}

Outcome<std::vector<LoadedProgram>> load_programs(const Admitted& package,
                                                  std::span<const KernelHook* const> hooks,
                                                  std::span<const Handle> maps,
                                                  const std::string& license) {
  std::vector<LoadedProgram> loaded;
  for (std::size_t i = 0; i < package.programs().size(); ++i) {
    Outcome<LoadedProgram> one = load(package.programs()[i], *hooks[i], maps, license);
    if (!one.ok()) return one.refusal();
    loaded.push_back(std::move(one).value());
  }
  return loaded;
}

}  // namespace assay::loader
