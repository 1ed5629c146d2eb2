// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/kernel.hpp"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fmt/format.h>
#include <linux/bpf.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "evidence/kernel/hooks.hpp"
#include "ir/base/check.hpp"
#include "ir/isa/encode.hpp"
#include "ir/isa/names_map.hpp"

namespace assay::kernel {
namespace {

std::string system_error(std::string_view what) {
  return fmt::format("{}: {}", what, std::strerror(errno));
}

Handle make_map(const Map& map) {
  bpf_map_create_opts options{};
  options.sz = sizeof options;
  options.map_flags = map.flags;
  if (map.is_data && map.read_only) options.map_flags |= BPF_F_RDONLY_PROG;
  Handle made(bpf_map_create(static_cast<bpf_map_type>(map.kind), nullptr, map.key_size,
                             map.value_size, map.max_entries, &options));
  if (!made.ok() || !map.is_data) return made;
  const std::uint32_t key = 0;
  const std::vector<std::uint8_t> contents = map.contents.copy();
  if (contents.size() == map.value_size)
    bpf_map_update_elem(made.get(), &key, contents.data(), BPF_ANY);
  if (map.read_only) bpf_map_freeze(made.get());
  return made;
}

/// The kernel's number of the hook's target, negative where it has none. libbpf reads all types of
/// the kernel for each question, some megabytes, so what it found is kept: the kernel stays the
/// same.
int target_id(const Hook& hook) {
  static std::map<std::pair<std::string, int>, int> known;
  const bpf_attach_type type = hook.attach.value_or(bpf_attach_type{});
  const auto [at, is_new] = known.try_emplace({hook.target, type}, 0);
  if (is_new) at->second = libbpf_find_vmlinux_btf_id(hook.target, type);
  return at->second;
}

/// The lines of the log that say something of the program.
std::vector<std::string> lines_of(const std::string& log) {
  std::vector<std::string> out;
  std::istringstream text(log);
  for (std::string line; std::getline(text, line);) {
    if (!line.empty() && !line.starts_with("processed ") &&
        !line.starts_with("verification time") && !line.starts_with("stack depth"))
      out.push_back(line);
  }
  return out;
}

/// The instructions, with the maps' descriptors where they name a map.
std::vector<bpf_insn> with_descriptors(const Program& program, std::span<const Handle> maps) {
  const std::vector<std::uint8_t> code = encode(program.instructions);
  std::vector<bpf_insn> instructions(code.size() / sizeof(bpf_insn));
  std::memcpy(instructions.data(), code.data(), code.size());
  for (std::size_t i = 0; i < program.instructions.size(); ++i) {
    const auto* wide = std::get_if<LoadImm64>(&program.instructions[i]);
    if (wide == nullptr || !names_map(*wide)) continue;
    instructions[i].imm = maps[static_cast<std::size_t>(instructions[i].imm)].get();
  }
  return instructions;
}

Loaded refused(const std::string& failed, const std::string& log) {
  constexpr std::size_t kLines = 16;
  const std::vector<std::string> lines = lines_of(log);
  if (lines.empty()) return {Handle(), failed, failed};
  std::string end;
  for (std::size_t i = lines.size() - std::min(lines.size(), kLines); i < lines.size(); ++i)
    end += lines[i] + '\n';
  // The reason, and not the states that it shows behind that of a loop.
  const auto says_why = [](const std::string& line) {
    return !line.starts_with("cur state:") && !line.starts_with("old state:");
  };
  const auto why = std::find_if(lines.rbegin(), lines.rend(), says_why);
  return {Handle(), why != lines.rend() ? *why : lines.back(), end};
}

/// What the kernel says; nothing where its log takes more than `size` bytes, which it refuses like
/// a fault of the program.
std::optional<Loaded> load_with_log(bpf_prog_type type, std::span<const bpf_insn> instructions,
                                    bpf_prog_load_opts options, std::size_t size) {
  std::string log(size, '\0');
  options.log_buf = log.data();
  options.log_size = static_cast<std::uint32_t>(log.size());
  Handle loaded(
      bpf_prog_load(type, nullptr, "GPL", instructions.data(), instructions.size(), &options));
  if (loaded.ok()) return Loaded{std::move(loaded), "", ""};
  if (errno == ENOSPC) return std::nullopt;
  const std::string failed = system_error("not loaded");
  return refused(failed, log.substr(0, log.find('\0')));
}

}  // namespace

Handle::Handle(Handle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}
Handle::~Handle() {
  if (fd_ >= 0) close(fd_);
}

std::optional<std::string> forbidden() {
  const std::array<bpf_insn, 2> smallest{bpf_insn{BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 0},
                                         bpf_insn{BPF_JMP | BPF_EXIT, 0, 0, 0, 0}};
  const Handle loaded(
      bpf_prog_load(BPF_PROG_TYPE_XDP, nullptr, "GPL", smallest.data(), smallest.size(), nullptr));
  if (loaded.ok()) return std::nullopt;
  return fmt::format("skipped: this host does not let Assay's tests load programs ({})",
                     system_error("bpf(BPF_PROG_LOAD)"));
}

bool is_compared(const Contract& contract) {
  constexpr std::array kCompared{"linux/xdp", "linux/sched_cls", "linux/socket_filter"};
  return std::ranges::find(kCompared, contract.name) != kCompared.end();
}

Program as_shown(Program program) {
  program.load_time = {};
  for (Map& map : program.maps) {
    map.contents_from = ContentsFrom::Object;
    map.layout = nullptr;
    map.special_fields.clear();
  }
  return program;
}

Loaded load(const Program& program, const Contract& contract) {
  std::vector<Handle> maps;
  for (const Map& map : program.maps) {
    maps.push_back(make_map(map));
    if (!maps.back().ok()) return refused(system_error("map not made"), "");
  }
  const std::vector<bpf_insn> instructions = with_descriptors(program, maps);
  bpf_prog_load_opts options{};
  options.sz = sizeof options;
  options.log_level = 1;
  const Hook* hook = find_hook(contract.name);
  ASSAY_CHECK(hook != nullptr, "the kernel has no such hook");
  if (hook->attach) options.expected_attach_type = *hook->attach;
  options.prog_flags = hook->flags;
  if (hook->target != nullptr) {
    const int id = target_id(*hook);
    if (id < 0) return refused(fmt::format("the kernel has no {}", hook->target), "");
    options.attach_btf_id = static_cast<std::uint32_t>(id);
  }
  // Bytes; few programs need more than the first, and to clear more costs more than the question.
  constexpr std::array<std::size_t, 3> kLogs{1 << 14, 1 << 20, 1 << 27};
  for (const std::size_t size : kLogs) {
    if (auto out = load_with_log(hook->type, instructions, options, size)) return std::move(*out);
  }
  return refused("the kernel's log does not fit", "");
}

std::optional<std::uint32_t> run(const Handle& program, std::span<const std::uint8_t> packet) {
  bpf_test_run_opts options{};
  options.sz = sizeof options;
  options.data_in = packet.data();
  options.data_size_in = static_cast<std::uint32_t>(packet.size());
  options.repeat = 1;
  if (bpf_prog_test_run_opts(program.get(), &options) != 0) return std::nullopt;
  return options.retval;
}

}  // namespace assay::kernel
