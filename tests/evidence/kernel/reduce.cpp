// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/reduce.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "evidence/soundness/generate.hpp"
#include "ir/isa/flow.hpp"
#include "ir/isa/names_map.hpp"
#include "ir/program/flow_graph.hpp"

namespace assay::kernel {
namespace {

/// Slots of functions that an instruction calls, or takes the address of.
std::set<std::uint32_t> callees(const Program& program) {
  std::set<std::uint32_t> out;
  for (const Instruction& i : program.instructions) {
    if (const auto* call = std::get_if<Call>(&i); call != nullptr && call->kind == CallKind::Local)
      out.insert(static_cast<std::uint32_t>(call->target));
    if (const auto* wide = std::get_if<LoadImm64>(&i);
        wide != nullptr && wide->kind == WideKind::Function)
      out.insert(static_cast<std::uint32_t>(wide->value));
  }
  return out;
}

/// The program without a function that nobody calls, if there is one.
std::optional<Program> without_uncalled(Program program) {
  const std::set<std::uint32_t> called = callees(program);
  for (std::size_t f = program.functions.size(); f-- > 1;) {
    const Function gone = program.functions[f];
    if (called.contains(gone.begin)) continue;
    program.functions[f - 1].end = gone.end;
    program.functions.erase(program.functions.begin() + static_cast<std::ptrdiff_t>(f));
    return soundness::without(program, gone.begin, gone.end);
  }
  return std::nullopt;
}

/// The program without its last slot that no path of its function reaches, if there is one.
std::optional<Program> without_unreachable(const Program& program) {
  for (std::size_t f = program.functions.size(); f-- > 0;) {
    const auto graph = flow_graph(program, f);
    if (!graph) continue;
    for (std::uint32_t slot = program.functions[f].end; slot-- > program.functions[f].begin;) {
      const Instruction& i = program.instructions[slot];
      if (graph.value().at(slot).reachable || std::holds_alternative<WideTail>(i)) continue;
      if (auto rest = soundness::without(program, slot, slot + slots(i))) return rest;
    }
  }
  return std::nullopt;
}

/// The program without a map that no instruction names.
std::optional<Program> without_map(Program program, std::size_t map) {
  constexpr std::uint64_t kIndex = 0xffffffff;  // the low half; the high one is an offset
  for (Instruction& i : program.instructions) {
    auto* wide = std::get_if<LoadImm64>(&i);
    if (wide == nullptr || !names_map(*wide)) continue;
    if ((wide->value & kIndex) == map) return std::nullopt;
    if ((wide->value & kIndex) > map) --wide->value;
  }
  program.maps.erase(program.maps.begin() + static_cast<std::ptrdiff_t>(map));
  return program;
}

/// The program with a jump in place of the test at `slot`.
std::optional<Program> with_jump(Program program, std::uint32_t slot) {
  const auto* test = std::get_if<JumpIf>(&program.instructions[slot]);
  if (test == nullptr) return std::nullopt;
  program.instructions[slot] = Jump{test->target, false};
  return program;
}

/// One pass over the program, from its end, with one kind of change.
class Reducer {
 public:
  Reducer(Program program, const std::function<bool(const Program&)>& keeps, double seconds)
      : program_(std::move(program)),
        keeps_(keeps),
        end_(std::chrono::steady_clock::now() +
             std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                 std::chrono::duration<double>(seconds))) {}

  Program run() {
    for (std::size_t m = program_.maps.size(); m-- > 0;) attempt(without_map(program_, m));
    std::size_t before = 0;
    do {
      before = program_.instructions.size();
      for (std::uint32_t size = 16; size > 0; size /= 2) take_out(size);
      each_slot([&](std::uint32_t slot) { attempt(with_jump(program_, slot)); });
    } while (program_.instructions.size() < before && !late());
    for (std::size_t m = program_.maps.size(); m-- > 0;) attempt(without_map(program_, m));
    return std::move(program_);
  }

 private:
  [[nodiscard]] bool late() const { return std::chrono::steady_clock::now() > end_; }

  template <class Change>
  void each_slot(const Change& change) {
    for (auto at = static_cast<std::uint32_t>(program_.instructions.size()); at-- > 0;) {
      if (at < program_.instructions.size() && !late()) change(at);
    }
  }

  void take_out(std::uint32_t size) {
    each_slot([&](std::uint32_t at) {
      if (at + size <= program_.instructions.size())
        attempt(soundness::without(program_, at, at + size));
    });
  }

  void attempt(std::optional<Program> next) {
    if (!next) return;
    Program reached = reachable_part(std::move(*next));
    if (keeps_(reached)) program_ = std::move(reached);
  }

  Program program_;
  const std::function<bool(const Program&)>& keeps_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace

Program reachable_part(Program program) {
  while (auto rest = without_uncalled(program)) program = std::move(*rest);
  while (auto rest = without_unreachable(program)) {
    program = std::move(*rest);
    while (auto fewer = without_uncalled(program)) program = std::move(*fewer);
  }
  return program;
}

Program reduce(Program program, const std::function<bool(const Program&)>& keeps, double seconds) {
  return Reducer(std::move(program), keeps, seconds).run();
}

}  // namespace assay::kernel
